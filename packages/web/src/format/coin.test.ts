import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCoin } from './coin.ts';

test('an amount of a coin has few digits', () => {
  const shown = [
    '0',
    '0.5',
    '26.747',
    '13.37351',
    '0.000095199860967316',
    '0.0000999999',
    '99999.1',
    '123456',
    '123456.7',
    '0.999999',
    '9.99999',
  ];
  expect(shown.map(formatCoin)).toEqual(['0', '0.5', '26.747', '13.374', '0.0000952', '0.0001', '100000', '123456', '123457', '1', '10']);
});

test('it is never less than the amount, and hardly more', () => {
  const amounts = fc.tuple(fc.bigInt(0n, 10n ** 24n)).map(([units]) => units);
  fc.assert(
    fc.property(amounts, (units) => {
      const shown = toUnits(formatCoin(textOf(units)));
      expect(shown >= units).toBe(true);
      expect(shown - units <= units / 10_000n + 1n).toBe(true);
    }),
  );
});

function textOf(units: bigint): string {
  const digits = units.toString().padStart(19, '0');
  const decimals = digits.slice(-18).replace(/0+$/u, '');
  return decimals === '' ? digits.slice(0, -18) : `${digits.slice(0, -18)}.${decimals}`;
}

function toUnits(text: string): bigint {
  const [whole = '0', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(18, '0'));
}
