import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, fitSettings, SIZE_PRESETS, toGenerationRequest, toQuoteRequest } from './settings.ts';
import { parseSettings } from './settings-store.ts';

describe('settings', () => {
  it('survive whatever storage holds', () => {
    for (const text of [null, '', 'null', '[]', '{"steps":"many","seed":-1,"prompt":7}', '{'])
      expect(parseSettings(text)).toEqual(DEFAULT_SETTINGS);
    expect(parseSettings('{"prompt":"a lake","seed":42,"steps":30}')).toEqual({
      ...DEFAULT_SETTINGS,
      prompt: 'a lake',
      seed: 42,
      steps: 30,
    });
  });
  it('are brought within what is sold', () => {
    const book = {
      id: 'book',
      version: 1,
      hash: '',
      title: '',
      description: null,
      effectiveFrom: '',
      congestion: null,
      models: [{ id: 'only', title: 'Only', factor: '1' }],
      table: [],
      limits: { widthMin: 64, widthMax: 768, heightMin: 64, heightMax: 768, stepsMin: 1, stepsMax: 40, imagesMax: 4, dimensionStep: 8 },
    };
    expect(fitSettings({ ...DEFAULT_SETTINGS, images: 8 }, book)).toMatchObject({
      model: 'only',
      width: 768,
      height: 768,
      steps: 40,
      images: 4,
    });
  });
  it('send a seed or a negative prompt only when there is one', () => {
    expect(toGenerationRequest({ ...DEFAULT_SETTINGS, prompt: ' a lake ', negativePrompt: '  ' })).toEqual({
      operation: 'generate',
      prompt: 'a lake',
      model: 'standard',
      width: 1024,
      height: 1024,
      steps: 50,
      images: 1,
    });
    expect(toGenerationRequest({ ...DEFAULT_SETTINGS, seed: 0, negativePrompt: 'people' })).toMatchObject({
      seed: 0,
      negativePrompt: 'people',
    });
    expect(toQuoteRequest({ ...DEFAULT_SETTINGS, negativePrompt: 'people' }).negativePrompt).toBe(true);
  });
  it('offer sizes that every engine takes', () => {
    for (const size of SIZE_PRESETS) expect([size.width % 64, size.height % 64]).toEqual([0, 0]);
  });
});
