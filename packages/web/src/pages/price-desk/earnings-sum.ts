import type { EarningsSlice } from '../../api/sdk.ts';
import { sumCredits } from '../../format/credits.ts';

/** Enough to see what is the matter. */
const reasonsMax = 5;

/** Two parts of the earnings of a time, the later one second, as one. */
export function addEarnings(a: EarningsSlice, b: EarningsSlice): EarningsSlice {
  return {
    ...b,
    generations: a.generations + b.generations,
    images: a.images + b.images,
    charged: sumCredits([a.charged, b.charged]),
    current: addRepriced(a.current, b.current),
    tried: addRepriced(a.tried, b.tried),
  };
}

function addRepriced(a: EarningsSlice['tried'], b: EarningsSlice['tried']): EarningsSlice['tried'] {
  const reasons = new Map<string, number>();
  for (const { detail, generations } of [...a.reasons, ...b.reasons]) reasons.set(detail, (reasons.get(detail) ?? 0) + generations);
  const common = [...reasons].toSorted(([, x], [, y]) => y - x).slice(0, reasonsMax);
  return {
    earned: sumCredits([a.earned, b.earned]),
    unpriced: {
      generations: a.unpriced.generations + b.unpriced.generations,
      charged: sumCredits([a.unpriced.charged, b.unpriced.charged]),
    },
    reasons: common.map(([detail, generations]) => ({ detail, generations })),
  };
}

/** How much of the time is done, in percent. */
export function percentDone({ from, to, until }: Pick<EarningsSlice, 'from' | 'to' | 'until'>): number {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return Math.floor((100 * (Date.parse(until) - start)) / Math.max(1, end - start));
}
