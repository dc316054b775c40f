import type { RoundingMode } from './number-text.ts';

/**
 * Exact ratios of integers: what a price is made of before its one rounding at the end. Numbers are not reduced to lowest terms on
 * the way, because the formulas of a price book are short and a greatest common divisor costs more than it saves.
 */
export interface Ratio {
  readonly n: bigint;
  /** Always above zero. */
  readonly d: bigint;
}

/** One object for all of them, because the same one is seen to be equal at once. */
const unit = 1n;
export const zero: Ratio = { n: 0n, d: unit };
export const one: Ratio = { n: unit, d: unit };

const millionths = 1_000_000n;
/** A root is taken to this many decimals, rounded down; roots of squares such as 1024² are exact. */
const rootScale = 10n ** 12n;
/** Binary digits of a power before its root is taken. No sensible price needs more; it keeps nested powers from eating time and memory. */
const powerBitsMax = 65_536;

/** Pixels and steps come again and again, so small whole numbers are made once. */
const wholes: readonly Ratio[] = Array.from({ length: 4097 }, (_, whole) => ({ n: whole === 1 ? unit : BigInt(whole), d: unit }));

export function ratioOf(whole: number | bigint): Ratio {
  return (typeof whole === 'number' ? wholes[whole] : undefined) ?? { n: BigInt(whole), d: unit };
}

/** Reads decimal text such as `"-1.25"` or a whole number, which the schema of the price book has checked. */
export function ratioFromText(source: string | number): Ratio {
  const text = typeof source === 'number' ? source.toString() : source;
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const n = BigInt(whole + fraction);
  return { n: negative ? -n : n, d: fraction === '' ? unit : 10n ** BigInt(fraction.length) };
}

export function add(a: Ratio, b: Ratio): Ratio {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: times(a.n, b.d) + times(b.n, a.d), d: times(a.d, b.d) };
}

export function subtract(a: Ratio, b: Ratio): Ratio {
  return a.d === b.d ? { n: a.n - b.n, d: a.d } : { n: times(a.n, b.d) - times(b.n, a.d), d: times(a.d, b.d) };
}

export function multiply(a: Ratio, b: Ratio): Ratio {
  return { n: times(a.n, b.n), d: times(a.d, b.d) };
}

/** Most numbers of a price are whole, and seeing that is cheaper than a multiplication by one. */
function times(a: bigint, b: bigint): bigint {
  if (b === unit) return a;
  return a === unit ? b : a * b;
}

/** `undefined` where `b` is zero. */
export function divide(a: Ratio, b: Ratio): Ratio | undefined {
  if (b.n === 0n) return undefined;
  return b.n > 0n ? { n: times(a.n, b.d), d: times(a.d, b.n) } : { n: -times(a.n, b.d), d: -times(a.d, b.n) };
}

/** −1, 0 or 1, as `a` is below, equal to or above `b`. */
export function compare(a: Ratio, b: Ratio): -1 | 0 | 1 {
  if (a === b) return 0;
  const left = times(a.n, b.d);
  const right = times(b.n, a.d);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * `base` to the power of `exponent`, from 0 to 8 with at most two decimals. Whole powers are exact; others are the exact value rounded down
 * to twelve decimals. `undefined` for a negative base under a root, and for numbers that no price needs.
 */
export function power(base: Ratio, exponent: Ratio): Ratio | undefined {
  const divisor = greatestCommonDivisor(exponent.n, exponent.d);
  const [times, root] = [exponent.n / divisor, exponent.d / divisor];
  if (bitLength(base.n) * Number(times) > powerBitsMax || bitLength(base.d) * Number(times) > powerBitsMax) return undefined;
  if (root === 1n) return { n: base.n ** times, d: base.d ** times };
  if (base.n < 0n) return undefined;
  return { n: nthRoot((base.n ** times * rootScale ** root) / base.d ** times, Number(root)), d: rootScale };
}

/** The nearest multiple of `step` (above zero) in the direction of `mode`. */
export function roundTo(value: Ratio, step: Ratio, mode: RoundingMode): Ratio {
  return { n: stepsOf(value, step, mode) * step.n, d: step.d };
}

/** The nearest multiple of `step` (above zero) in the direction of `mode`, as a count of steps. */
export function stepsOf(value: Ratio, step: Ratio, mode: RoundingMode): bigint {
  const n = times(value.n, step.d);
  const d = times(value.d, step.n);
  if (mode === 'up') return n > 0n ? (n + d - unit) / d : -floorDivide(-n, d);
  if (mode === 'down') return floorDivide(n, d);
  return floorDivide(2n * n + d, 2n * d);
}

/** The smaller and the larger of two. */
export const smaller = (a: Ratio, b: Ratio): Ratio => (compare(a, b) <= 0 ? a : b);
export const larger = (a: Ratio, b: Ratio): Ratio => (compare(a, b) >= 0 ? a : b);

/** Whole millionths, rounded down. */
export function floorMillionths(value: Ratio): bigint {
  return value.d === unit ? value.n * millionths : floorDivide(value.n * millionths, value.d);
}

/** The same ratio in lowest terms: for constants, which are reckoned with again and again. */
export function reduce({ n, d }: Ratio): Ratio {
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d);
  const [over, under] = divisor <= 1n ? [n, d] : [n / divisor, d / divisor];
  return { n: over === unit ? unit : over, d: under === unit ? unit : under };
}

/** Decimal text with at most six decimals, the last one rounded half up. For reading, not for reckoning. */
export function ratioToText(value: Ratio): string {
  if (value.d === unit) return Number.isSafeInteger(Number(value.n)) ? String(Number(value.n)) : String(value.n);
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

/** How many binary digits the magnitude of `value` has. */
function bitLength(value: bigint): number {
  return value === 0n ? 0 : (value < 0n ? -value : value).toString(16).length * 4;
}

/** The integer root, rounded down, by Newton's method. `value` is not negative. */
function nthRoot(value: bigint, root: number): bigint {
  if (value < 2n) return value;
  const times = BigInt(root);
  let guess = guessRoot(value, root);
  for (;;) {
    const next = ((times - 1n) * guess + value / guess ** (times - 1n)) / times;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** A little more than the root: from above, Newton's method only ever comes closer. */
function guessRoot(value: bigint, root: number): bigint {
  const shift = Math.max(0, bitLength(value) - 60);
  const logarithm = (Math.log2(Number(value >> BigInt(shift))) + shift) / root;
  const whole = Math.max(0, Math.floor(logarithm) - 40);
  // The logarithm is good for about twelve digits, so a billionth more is certainly above.
  return (BigInt(Math.ceil(2 ** (logarithm - whole) * (1 + 1e-9))) + 1n) << BigInt(whole);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
