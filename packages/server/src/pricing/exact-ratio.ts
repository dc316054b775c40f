import type { RoundingMode } from './expression.ts';

/**
 * Exact ratios of integers: what a price is made of before its one rounding at the end. Numbers are not reduced to lowest terms on
 * the way, because the formulas of a price book are short and a greatest common divisor costs more than it saves.
 */
export interface Ratio {
  readonly n: bigint;
  /** Always above zero. */
  readonly d: bigint;
}

export const zero: Ratio = { n: 0n, d: 1n };
export const one: Ratio = { n: 1n, d: 1n };

const millionths = 1_000_000n;
/** A root is taken to this many decimals, rounded down; roots of squares such as 1024² are exact. */
const rootScale = 10n ** 12n;
/** No sensible price needs more; it keeps a book of nested powers from eating the memory. */
const magnitudeMax = 1n << 2048n;

export function ratioOf(whole: number | bigint): Ratio {
  return { n: BigInt(whole), d: 1n };
}

/** Reads decimal text such as `"-1.25"`, which the schema of the price book has checked. */
export function ratioFromText(text: string): Ratio {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const n = BigInt(whole + fraction);
  return { n: negative ? -n : n, d: 10n ** BigInt(fraction.length) };
}

export function add(a: Ratio, b: Ratio): Ratio {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function subtract(a: Ratio, b: Ratio): Ratio {
  return add(a, { n: -b.n, d: b.d });
}

export function multiply(a: Ratio, b: Ratio): Ratio {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** `undefined` where `b` is zero. */
export function divide(a: Ratio, b: Ratio): Ratio | undefined {
  if (b.n === 0n) return undefined;
  return b.n > 0n ? { n: a.n * b.d, d: a.d * b.n } : { n: -(a.n * b.d), d: -(a.d * b.n) };
}

/** −1, 0 or 1, as `a` is below, equal to or above `b`. */
export function compare(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const left = a.n * b.d;
  const right = b.n * a.d;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * `base` to the power of `quarters`/4. Whole powers are exact, halves and quarters are exact to twelve decimals, rounded down.
 * `undefined` for a negative base under a root, and for numbers that no price needs.
 */
export function power(base: Ratio, quarters: bigint): Ratio | undefined {
  if (quarters % 4n === 0n) {
    const result = { n: base.n ** (quarters / 4n), d: base.d ** (quarters / 4n) };
    return result.n > magnitudeMax || result.n < -magnitudeMax || result.d > magnitudeMax ? undefined : result;
  }
  if (base.n < 0n) return undefined;
  const radicand = (base.n ** quarters * rootScale ** 4n) / base.d ** quarters;
  if (radicand > magnitudeMax) return undefined;
  return { n: squareRoot(squareRoot(radicand)), d: rootScale };
}

/** The nearest multiple of `step` (above zero) in the direction of `mode`, as a count of steps. */
export function stepsOf(value: Ratio, step: Ratio, mode: RoundingMode): bigint {
  const n = value.n * step.d;
  const d = value.d * step.n;
  if (mode === 'up') return -floorDivide(-n, d);
  if (mode === 'down') return floorDivide(n, d);
  return floorDivide(2n * n + d, 2n * d);
}

/** Whole millionths, rounded down. */
export function floorMillionths(value: Ratio): bigint {
  return floorDivide(value.n * millionths, value.d);
}

/** Decimal text with at most six decimals, the last one rounded half up. For reading, not for reckoning. */
export function ratioToText(value: Ratio): string {
  const units = floorDivide(2n * value.n * millionths + value.d, 2n * value.d);
  const magnitude = units < 0n ? -units : units;
  const fraction = (magnitude % millionths).toString().padStart(6, '0').replace(/0+$/u, '');
  return `${units < 0n ? '-' : ''}${(magnitude / millionths).toString()}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `bigint` division cuts towards zero; prices need it to go down. `d` is above zero. */
function floorDivide(n: bigint, d: bigint): bigint {
  const quotient = n / d;
  return n < 0n && quotient * d !== n ? quotient - 1n : quotient;
}

/** The integer square root, rounded down, by Newton's method. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
