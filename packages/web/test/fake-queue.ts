/** What the fake API answers about the queue, tips and the check of offers. */
import type { GenerationRequest, QuoteRequest, TipSettings, Tips } from '../src/api/sdk.ts';
import type { Fake } from './fake-api.ts';
import { PRICE_BOOK } from './fake-data.ts';

export function priceBookOf({ factor }: Fake) {
  if (factor === '1') return PRICE_BOOK;
  const congestion = { factor, floor: '0.8', cap: '2', step: '0.05', expectedWaitSeconds: 190, targetSeconds: 60, smoothingSeconds: 30 };
  return { ...PRICE_BOOK, congestion };
}

/** What the queue makes of a quote. */
export function queuedQuote(fake: Fake, { maxCongestion }: QuoteRequest): { congestion: string; waits: boolean } {
  const waits = maxCongestion !== undefined && Number(fake.factor) > Number(maxCongestion);
  return { congestion: waits ? maxCongestion : fake.factor, waits };
}

export function tipsAnswer(operation: string, id: string, body: unknown): Tips | TipSettings | { problems: object[] } | undefined {
  const settings = { on: true, dismissed: ['made_before'], offInProjects: ['shop'] };
  if (operation === 'POST tips') return id === 'settings' ? settings : { settings, tips: tipsFor(body as GenerationRequest) };
  if (operation !== 'POST offers' || id !== 'check') return undefined;
  const { text } = body as { text: string };
  return text.includes('-1')
    ? { problems: [{ path: '/packs/0/credits', line: 7, message: 'must be an amount above zero as text' }] }
    : { problems: [] };
}

function tipsFor({ prompt, seed }: GenerationRequest): Tips['tips'] {
  const rest = { saves: null, generationId: null, imageId: null };
  if (seed !== undefined) {
    const text =
      'You have this very picture already: the same settings with the same seed make the same again. Look at it instead, or change the seed.';
    return [{ code: 'already_made', text, saves: '4', generationId: 'gen_000001', imageId: 'img_1' }];
  }
  const text =
    'This prompt leaves most of the picture to chance. Say the light or the hour and the colours, and the first try is likelier to be the one that you keep.';
  return prompt.split(' ').length < 4 ? [{ code: 'vague_prompt', text, ...rest }] : [];
}
