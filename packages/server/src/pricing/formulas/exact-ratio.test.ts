import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  floorMillionths,
  multiply,
  power,
  ratioFromText,
  ratioOf,
  ratioToText,
  stepsOf,
  subtract,
  type Ratio,
} from './exact-ratio.ts';

const ratios = fc.tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 12n)).map(([n, d]): Ratio => ({ n, d }));

describe('exact ratios', () => {
  test('obey the laws of arithmetic', () => {
    fc.assert(
      fc.property(ratios, ratios, ratios, (a, b, c) => {
        expect(compare(subtract(add(a, b), b), a)).toBe(0);
        expect(compare(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(0);
        expect(compare(multiply(divide(a, ratioOf(b.n === 0n ? 1n : b.n)) ?? a, ratioOf(b.n === 0n ? 1n : b.n)), a)).toBe(0);
        expect(compare(a, b) + compare(b, a)).toBe(0);
      }),
    );
    expect(divide(ratioOf(1), ratioOf(0))).toBeUndefined();
  });

  test('round to steps in the direction that was asked for', () => {
    const steps = fc.constantFrom('0.000001', '0.01', '0.03', '1', '7').map(ratioFromText);
    fc.assert(
      fc.property(ratios, steps, (value, step) => {
        const at = (count: bigint) => multiply(ratioOf(count), step);
        const [up, down, nearest] = [stepsOf(value, step, 'up'), stepsOf(value, step, 'down'), stepsOf(value, step, 'half_up')];
        expect(compare(at(up), value) >= 0 && compare(at(up - 1n), value) < 0).toBe(true);
        expect(compare(at(down), value) <= 0 && compare(at(down + 1n), value) > 0).toBe(true);
        const half = divide(step, ratioOf(2)) ?? step;
        expect(compare(at(nearest), add(value, half)) <= 0 && compare(at(nearest), subtract(value, half)) > 0).toBe(true);
      }),
    );
  });

  test('are read and written as decimal text', () => {
    for (const text of ['0', '1', '-1', '0.5', '-0.000001', '123456789012.123456']) expect(ratioToText(ratioFromText(text))).toBe(text);
    expect(ratioToText({ n: 2n, d: 3n })).toBe('0.666667');
    expect(floorMillionths({ n: -1n, d: 3n })).toBe(-333_334n);
  });

  test('have powers, with roots of squares exact', () => {
    const half = ratioFromText('0.5');
    const threeHalves = ratioFromText('1.5');
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 9n), (side) => {
        expect(compare(power(ratioOf(side * side), half) ?? ratioOf(-1), ratioOf(side))).toBe(0);
        expect(compare(power(ratioOf(side * side), threeHalves) ?? ratioOf(-1), ratioOf(side ** 3n))).toBe(0);
      }),
    );
    expect(power(ratioOf(-1), half)).toBeUndefined();
    expect(power(ratioOf(10n ** 4000n), ratioOf(8))).toBeUndefined();
  });

  test('have powers with two decimals: the exact value, rounded down to twelve decimals', () => {
    const bases = fc.tuple(fc.bigInt(0n, 10n ** 9n), fc.bigInt(1n, 10n ** 4n)).map(([n, d]): Ratio => ({ n, d }));
    fc.assert(
      fc.property(bases, fc.integer({ min: 1, max: 300 }), (base, hundredths) => {
        const result = power(base, { n: BigInt(hundredths), d: 100n }) ?? ratioOf(-1);
        const next = add(result, ratioFromText('0.000000000001'));
        const raised: Ratio = { n: base.n ** BigInt(hundredths), d: base.d ** BigInt(hundredths) };
        expect(compare({ n: result.n ** 100n, d: result.d ** 100n }, raised)).not.toBe(1);
        expect(compare({ n: next.n ** 100n, d: next.d ** 100n }, raised)).toBe(1);
      }),
      { numRuns: 60 },
    );
  });
});
