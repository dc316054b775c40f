import { add, compare, divide, larger, multiply, one, power, roundTo, smaller, subtract, zero, type Ratio } from './exact-ratio.ts';
import {
  constantFormula,
  fail,
  foldFormula,
  isNotNegative,
  mapFormula,
  opposite,
  together,
  type Course,
  type Fold,
  type Formula,
  type Range,
  type Trend,
} from './formula.ts';
import type { RoundingMode } from './number-text.ts';

const rise = (a: Course, b: Course): Trend => together([a.trend, b.trend]);

/** What an arithmetic formula does; a price line does the same to the sum so far. */
export const folds = {
  sum: { run: add, range: (a, b) => ({ lo: add(a.lo, b.lo), hi: add(a.hi, b.hi) }), trend: rise },
  product: {
    run: multiply,
    range: (a, b) => spread(a, b, multiply),
    trend: (a, b) => (isNotNegative(a.range) && isNotNegative(b.range) ? rise(a, b) : undefined),
  },
  min: { run: smaller, range: (a, b) => ({ lo: smaller(a.lo, b.lo), hi: smaller(a.hi, b.hi) }), trend: rise },
  max: { run: larger, range: (a, b) => ({ lo: larger(a.lo, b.lo), hi: larger(a.hi, b.hi) }), trend: rise },
  difference: {
    run: subtract,
    range: (a, b) => ({ lo: subtract(a.lo, b.hi), hi: subtract(a.hi, b.lo) }),
    trend: (a, b) => together([a.trend, opposite(b.trend)]),
  },
} satisfies Readonly<Record<string, Fold>>;

export function quotientFormula(path: string, of: Formula, by: Formula): Formula {
  const divided = (a: Ratio, b: Ratio) => divide(a, b) ?? fail(path, 'divides by zero');
  const inverse = by.constant === undefined || by.constant.n === 0n ? undefined : divide(one, by.constant);
  if (inverse !== undefined) return { ...foldFormula(path, [of, constantFormula(path, inverse)], folds.product), parts: () => [of, by] };
  return foldFormula(path, [of, by], {
    run: divided,
    range: (a, b) => {
      if (compare(b.lo, zero) <= 0 && compare(b.hi, zero) >= 0) return fail(path, 'divides by zero');
      return spread(a, b, divided);
    },
    trend: (a, b) => (isNotNegative(a.range) && isNotNegative(b.range) ? together([a.trend, opposite(b.trend)]) : undefined),
  });
}

export function powerFormula(path: string, of: Formula, exponent: Ratio): Formula {
  const raise = (base: Ratio) => power(base, exponent) ?? fail(path, 'has no value this large, or is the root of a negative number');
  const known = new Map<string, Ratio>();
  const isWhole = exponent.n % exponent.d === 0n;
  // Roots take some microseconds, and sizes come again and again.
  const remembered = (base: Ratio): Ratio => {
    const key = `${base.n}/${base.d}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= rootsMax) known.clear();
    const value = raise(base);
    known.set(key, value);
    return value;
  };
  const isEven = (exponent.n / exponent.d) % 2n === 0n;
  return mapFormula(path, of, {
    run: isWhole ? raise : remembered,
    range: ({ lo, hi }) => {
      if (compare(lo, zero) >= 0 || (isWhole && !isEven)) return { lo: raise(lo), hi: raise(hi) };
      const ends = { lo: smaller(raise(lo), raise(hi)), hi: larger(raise(lo), raise(hi)) };
      return compare(hi, zero) > 0 ? { lo: smaller(ends.lo, zero), hi: ends.hi } : ends;
    },
    trend: ({ range, trend }) => (isNotNegative(range) ? trend : undefined),
  });
}

const rootsMax = 256;

export function roundFormula(path: string, of: Formula, to: Ratio, mode: RoundingMode): Formula {
  const run = (value: Ratio) => roundTo(value, to, mode);
  return mapFormula(path, of, { run, range: ({ lo, hi }) => ({ lo: run(lo), hi: run(hi) }), trend: ({ trend }) => trend });
}

/** The range of an operation that rises or falls in each of its two numbers: it is widest at the corners. */
function spread(a: Range, b: Range, fold: (x: Ratio, y: Ratio) => Ratio): Range {
  const corners = [fold(a.lo, b.lo), fold(a.lo, b.hi), fold(a.hi, b.lo), fold(a.hi, b.hi)];
  return { lo: corners.reduce(smaller), hi: corners.reduce(larger) };
}
