/**
 * Exact amounts. One credit is 1 000 000 micro-credits and one USDT is 1 000 000 base units, so one
 * pair of functions serves both. Amounts are `bigint` inside and decimal text on the wire; no
 * floating-point number ever holds one.
 */

/** Micro-credits: an exact integer, 1 credit = 1 000 000. */
export type MicroCredits = bigint;

/** USDT base units: an exact integer, 1 USDT = 1 000 000. Both networks use six decimals. */
export type UsdtUnits = bigint;

const decimals = 6;
const unitsPerWhole = 10n ** BigInt(decimals);
const pattern = /^-?(?:0|[1-9]\d*)(?:\.\d{1,6})?$/u;

/** The largest amount that a PostgreSQL `bigint` holds. */
export const amountMax = 9_223_372_036_854_775_807n;

export const microCreditsPerCredit: MicroCredits = unitsPerWhole;

export const usdtUnitsPerUsdt: UsdtUnits = unitsPerWhole;

/**
 * Reads decimal text with at most six decimals, such as `"12.5"`, into millionths.
 * Returns `undefined` for anything else: exponents, signs other than a leading minus, spaces,
 * leading zeros, more than six decimals, or a value that a 64-bit integer cannot hold.
 */
export function amountFromText(text: string): bigint | undefined {
  if (text.length > 28 || !pattern.test(text)) return undefined;
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const magnitude = BigInt(whole) * unitsPerWhole + BigInt(fraction.padEnd(decimals, '0'));
  if (magnitude > amountMax) return undefined;
  return negative ? -magnitude : magnitude;
}

/** Writes millionths as the shortest decimal text: `12500000n` → `"12.5"`. The inverse of `amountFromText`. */
export function amountToText(amount: bigint): string {
  return unitsToText(amount, decimals);
}

/** Writes a sum of the smallest unit of a coin with so many decimals, one or more, as the shortest decimal text. */
export function unitsToText(sum: bigint, coinDecimals: number): string {
  const digits = (sum < 0n ? -sum : sum).toString().padStart(coinDecimals + 1, '0');
  const whole = digits.slice(0, -coinDecimals);
  const fraction = digits.slice(-coinDecimals).replace(/0+$/u, '');
  return `${sum < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
