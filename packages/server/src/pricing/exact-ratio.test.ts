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

  test('have powers in quarters, with roots of squares exact', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 9n), (side) => {
        expect(compare(power(ratioOf(side * side), 2n) ?? ratioOf(-1), ratioOf(side))).toBe(0);
        expect(compare(power(ratioOf(side * side), 6n) ?? ratioOf(-1), ratioOf(side ** 3n))).toBe(0);
      }),
    );
    expect(power(ratioOf(-1), 2n)).toBeUndefined();
    expect(power(ratioOf(10n ** 400n), 8n)).toBeUndefined();
  });
});
