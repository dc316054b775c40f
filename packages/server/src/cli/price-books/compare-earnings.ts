import type { EarningsSlice } from '@imprest/sdk';
import { amountFromText, amountToText } from '../../kernel/index.ts';
import { operationCommand } from '../operation-command.ts';
import { rangeOf, rangeOptions, type RangeOptions } from '../range-options.ts';
import { askedBookOf } from '../read-book-file.ts';

export const compareEarnings = operationCommand<RangeOptions, readonly [string]>({
  usage: 'price-books earnings <book>',
  summary: 'Show what the last 30 days would have earned by a draft, a version or a file (operator)',
  options: rangeOptions,
  run: async (client, [book], options) => {
    const asked = await askedBookOf(book);
    let sum = await client.priceBooks.earnings({ ...asked, ...rangeOf(options) });
    while (sum.nextCursor !== null) {
      const { from, to, nextCursor: cursor } = sum;
      sum = added(sum, await client.priceBooks.earnings({ ...asked, from, to, cursor }));
    }
    const { nextCursor: _end, until: _until, ...whole } = sum;
    return whole;
  },
});

function added(a: EarningsSlice, b: EarningsSlice): EarningsSlice {
  return {
    ...b,
    generations: a.generations + b.generations,
    images: a.images + b.images,
    charged: sumOf(a.charged, b.charged),
    current: addedPart(a.current, b.current),
    tried: addedPart(a.tried, b.tried),
  };
}

function addedPart(a: EarningsSlice['tried'], b: EarningsSlice['tried']): EarningsSlice['tried'] {
  const reasons = new Map<string, number>();
  for (const { detail, generations } of [...a.reasons, ...b.reasons]) reasons.set(detail, (reasons.get(detail) ?? 0) + generations);
  return {
    earned: sumOf(a.earned, b.earned),
    unpriced: {
      generations: a.unpriced.generations + b.unpriced.generations,
      charged: sumOf(a.unpriced.charged, b.unpriced.charged),
    },
    reasons: [...reasons].map(([detail, generations]) => ({ detail, generations })).toSorted((x, y) => y.generations - x.generations),
  };
}

/** Not within 64 bits: a sum over all accounts may be larger than what one can hold. */
function sumOf(a: string, b: string): string {
  return amountToText((amountFromText(a) ?? 0n) + (amountFromText(b) ?? 0n));
}
