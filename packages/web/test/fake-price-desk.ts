/** What the fake API answers about price books and their drafts. */
import type { Draft, EarningsSlice, PriceBookVersion, TriedSample } from '../src/api/sdk.ts';
import type { Fake } from './fake-api.ts';
import { ago, PRICE_BOOK } from './fake-data.ts';

const DAY_MS = 86_400_000;

const BOOK = {
  format: 'imprest-price-book/1',
  title: 'Winter prices',
  description: 'A picture costs by its area and its refinement steps.',
  facts: {
    model: {
      options: [
        { id: 'standard', title: 'Standard', factor: 1 },
        { id: 'artistic', title: 'Artistic', factor: '1.5' },
      ],
    },
    width: { from: 64, to: 2048, step: 64 },
    height: { from: 64, to: 2048, step: 64 },
    steps: { from: 1, to: 150 },
    images: { from: 1, to: 16, default: 1 },
  },
  operations: {
    generate: [
      {
        label: 'Picture',
        detail: '{width}×{height}, {steps} steps',
        base: { quotient: [{ product: ['pixels', 'steps'] }, { product: [512, 512, 50] }] },
      },
      { label: '{model} model', multiply: 'model.factor' },
      { label: 'Negative prompt', when: { negativePrompt: true }, add: '0.1' },
      { label: '{images} pictures', multiply: 'images' },
      { label: 'Queue', congestion: { step: '0.1', floor: '0.8', cap: 2 } },
    ],
    vary: { sameAs: 'generate' },
    upscale: [{ label: 'Upscaling', base: 2 }],
  },
  rounding: { to: '0.01', mode: 'up' },
  queue: { targetSeconds: 60, smoothingSeconds: 30 },
  examples: [{ what: '512×512, 50 steps', request: { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 50 } }],
};

const draft = (): Draft => ({ id: 'draft_1', revision: 4, title: BOOK.title, createdAt: ago(9e6), savedAt: ago(6e5), book: BOOK });

const version = (n: number, state: PriceBookVersion['state'], days: number): PriceBookVersion => ({
  id: `book_${n}`,
  version: n,
  hash: PRICE_BOOK.hash,
  title: n === 3 ? 'Spring prices' : PRICE_BOOK.title,
  effectiveFrom: ago(days * DAY_MS),
  publishedAt: ago(Math.max(days, 0) * DAY_MS),
  state,
});

function sample(what: string, now: string | null, then: string): TriedSample {
  const price = (total: string | null) => ({
    total,
    upperBound: total,
    lines: [],
    refused: total === null ? 'There is no such model.' : null,
  });
  return { what, request: { operation: 'generate', images: 1, what }, current: price(now), tried: price(then) };
}

function earnings(isLast: boolean): EarningsSlice {
  return {
    from: ago(30 * DAY_MS),
    to: ago(0),
    until: isLast ? ago(0) : ago(12 * DAY_MS),
    generations: 5000,
    images: 9120,
    charged: '11820.4',
    current: { earned: '11840.4', unpriced: { generations: 0, charged: '0' }, reasons: [] },
    tried: {
      earned: '12310.75',
      unpriced: { generations: 12, charged: '31.5' },
      reasons: [{ detail: 'model must be one of standard, artistic', generations: 12 }],
    },
    nextCursor: isLast ? null : 'next',
  };
}

/** The answer of the price desk to a request, if it is one of its own. */
export function priceDeskAnswer(fake: Fake, method: string, url: URL, body: unknown): { body: unknown } | undefined {
  const [, , room = '', id = ''] = url.pathname.split('/');
  if (room === 'drafts') {
    if (method === 'GET' && id === '') {
      const { book: _book, ...summary } = draft();
      return { body: { data: fake.isEmpty ? [] : [summary], nextCursor: null } };
    }
    return { body: draft() };
  }
  if (room !== 'price-books') return undefined;
  switch (id) {
    case '':
      return { body: { data: [version(3, 'coming', -3), version(2, 'current', 20), version(1, 'replaced', 90)], nextCursor: null } };
    case 'check': {
      const { text } = body as { text: string };
      const line = text.split('\n').findIndex((each) => each.includes('"0.1"')) + 1;
      const problem = {
        path: '/operations/generate/2/add',
        line,
        message: 'must be a number, a name or a formula',
        request: null,
      };
      return { body: { problems: fake.isBookWrong ? [problem] : [] } };
    }
    case 'try':
      return {
        body: {
          currentVersion: 2,
          samples: [
            sample('512×512, 50 steps', '1', '1'),
            sample('1024×1024, 50 steps', '4', '4.4'),
            sample('with a new model', null, '2'),
          ],
        },
      };
    case 'earnings':
      return { body: earnings((body as { cursor?: string }).cursor !== undefined) };
    case 'compare':
      return {
        body: {
          changes: [
            { path: '/operations/generate/2/add', kind: 'changed', before: 0, after: '0.1' },
            { path: '/queue', kind: 'added', before: null, after: BOOK.queue },
            { path: '/warnings', kind: 'removed', before: { totalAtLeast: 20, megapixelsAtLeast: 4 }, after: null },
          ],
        },
      };
    default:
      return fake.isEmpty ? { body: { ...PRICE_BOOK, table: [], models: [] } } : undefined;
  }
}
