import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import type { EngineOutcome, EngineProgress, EngineRequest } from '../../generation/index.ts';
import { createProceduralEngine } from './index.ts';
import { readPngText } from './png-text.ts';

const engine = createProceduralEngine({ threads: 1 });
afterAll(() => engine.close());

const base: EngineRequest = {
  operation: 'generate',
  prompt: 'mountain lake at sunset',
  negativePrompt: '',
  model: 'standard',
  width: 192,
  height: 128,
  steps: 6,
  facts: {},
  images: [{ index: 0, seed: 42 }],
};

type Made = Extract<EngineOutcome, { readonly outcome: 'made' }>;

async function make(change: Partial<EngineRequest> = {}): Promise<{ readonly made: Made; readonly progress: EngineProgress[] }> {
  const progress: EngineProgress[] = [];
  const outcomes: EngineOutcome[] = [];
  await engine.run(
    { ...base, ...change },
    {
      signal: new AbortController().signal,
      onProgress: (told) => void progress.push(told),
      onImage: (outcome) => Promise.resolve(void outcomes.push(outcome)),
    },
  );
  const [made] = outcomes;
  if (made?.outcome !== 'made') throw new Error(`no picture: ${JSON.stringify(made)}`);
  return { made, progress };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const pixelsOf = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).raw().toBuffer();

/** How far two pictures are apart, as the mean of the differences of their 8-bit values. */
async function distance(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [left, right] = [await pixelsOf(a), await pixelsOf(b)];
  let sum = 0;
  for (const [i, value] of left.entries()) sum += Math.abs(value - (right[i] ?? 0));
  return sum / left.length;
}

describe('the procedural engine', () => {
  test('says what it is', () => {
    expect(engine).toMatchObject({ id: 'procedural', procedural: true });
    expect(engine.description).toContain('procedural (no AI model)');
    expect(engine.models.map((model) => model.id)).toEqual(['standard', 'artistic', 'realistic']);
  });

  test.each(['standard', 'artistic', 'realistic'])(
    '%s: the same request and seed give the same bytes, another seed others',
    async (model) => {
      const [first, second] = [await make({ model }), await make({ model })];
      expect(sha256(first.made.bytes)).toBe(sha256(second.made.bytes));
      expect(sha256(first.made.thumbnail)).toBe(sha256(second.made.thumbnail));
      const other = await make({ model, images: [{ index: 0, seed: 43 }] });
      expect(await distance(first.made.bytes, other.made.bytes)).toBeGreaterThan(4);
    },
  );

  test('words steer: known ones the scene, unknown ones at least something, a negative word takes its effect away', async () => {
    const sunset = (await make()).made.bytes;
    expect(await distance(sunset, (await make({ prompt: 'mountain lake at night' })).made.bytes)).toBeGreaterThan(15);
    expect(await distance(sunset, (await make({ prompt: 'mountain lake at sunset, qwertz' })).made.bytes)).toBeGreaterThan(0.5);
    expect(await distance(sunset, (await make({ negativePrompt: 'sunset' })).made.bytes)).toBeGreaterThan(4);
  });

  test('steps refine: the more, the nearer to the picture of very many', async () => {
    const at = async (steps: number): Promise<Uint8Array> => (await make({ steps, prompt: 'mountains, day' })).made.bytes;
    const finest = await at(120);
    const [few, some, many] = [
      await distance(await at(4), finest),
      await distance(await at(20), finest),
      await distance(await at(60), finest),
    ];
    expect(few).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(many);
  });

  test.each([
    [64, 64],
    [64, 320],
    [320, 64],
  ])('%i×%i', async (width, height) => {
    for (const prompt of ['sea', 'forest', 'city', 'space planet', 'abstract', 'flowers', 'portrait', 'desert', 'zzz']) {
      const { made } = await make({ width, height, prompt, steps: 3 });
      expect(await sharp(made.bytes).metadata()).toMatchObject({ width, height, format: 'png', channels: 3 });
    }
  });

  test.each(['a red boat', 'žluťoučký kůň', '山と湖 🌊'])('its settings are in the file as A1111 text: %s', async (prompt) => {
    const { made } = await make({ prompt, negativePrompt: 'fog, rain' });
    expect(readPngText(made.bytes, 'parameters')).toBe(
      `${prompt}\nNegative prompt: fog, rain\nSteps: 6, Sampler: procedural, Seed: 42, Size: 192x128, Model: standard, ` +
        'Version: procedural-v1, Generator: procedural (no AI model)',
    );
  });

  test('tells each step, and shows previews and a thumbnail', async () => {
    const { made, progress } = await make({ width: 640, height: 320, steps: 10 });
    expect(progress.map((told) => told.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const preview = progress.find((told) => told.preview !== undefined)?.preview;
    expect(await sharp(preview).metadata()).toMatchObject({ format: 'webp', width: 256, height: 128 });
    expect(await sharp(made.thumbnail).metadata()).toMatchObject({ format: 'webp', width: 512, height: 256 });
  });

  test('stops after the step in which it is asked to', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let last = 0;
    const run = engine.run(
      { ...base, width: 512, height: 512, steps: 150 },
      {
        signal: controller.signal,
        onProgress: ({ step }) => {
          last = step;
          controller.abort(reason);
        },
        onImage: () => Promise.reject(new Error('it is not wanted any more')),
      },
    );
    await expect(run).rejects.toBe(reason);
    expect(last).toBeLessThan(75);
  });

  test('leaves the event loop to others', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await make({ width: 768, height: 768, steps: 12 });
    delay.disable();
    // The median, because a busy test machine takes the processor away from us now and then.
    expect(delay.percentile(50) / 1e6).toBeLessThan(25);
  });
});
