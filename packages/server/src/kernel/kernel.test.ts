import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  amountFromText,
  amountMax,
  amountToText,
  contentHash,
  derivedId,
  newId,
  pageFrom,
  Problem,
  readCursor,
  unitsToText,
} from './index.ts';

test('an amount and its text are exact inverses, also above 2^53', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -amountMax, max: amountMax }), (amount) => {
      expect(amountFromText(amountToText(amount))).toBe(amount);
    }),
  );
  expect(amountToText(12_500_000n)).toBe('12.5');
  expect(amountFromText('9223372036854.775807')).toBe(amountMax);
});

test.each([
  [0n, 18, '0'],
  [1n, 18, '0.000000000000000001'],
  [100n, 2, '1'],
  [1_000n, 2, '10'],
  [1_050n, 2, '10.5'],
  [-21_000_000_000_000n, 18, '-0.000021'],
])('%i of a coin with %i decimals is %s', (sum, coinDecimals, text) => {
  expect(unitsToText(sum, coinDecimals)).toBe(text);
});

test.each(['', ' 1', '1 ', '+1', '01', '.5', '1.', '1e3', '0x1', '1,5', '1.0000001', '9223372036854.775808', '１'])(
  'the text %j is no amount',
  (text) => {
    expect(amountFromText(text)).toBeUndefined();
  },
);

test('new ids sort by their time and never repeat', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 1e9 }), (atMs, later) => {
      expect(newId('hold', atMs) < newId('hold', atMs + later)).toBe(true);
    }),
  );
  expect(new Set(Array.from({ length: 1000 }, () => newId('hold', 0))).size).toBe(1000);
  expect(newId('acct')).toMatch(/^acct_[0-9a-hjkmnp-tv-z]{26}$/u);
});

test('a derived id follows from its parts, and from where one ends and the next begins', () => {
  expect(derivedId('gen', 'acct_1', 'key')).toBe(derivedId('gen', 'acct_1', 'key'));
  const distinct = [derivedId('gen', 'a', 'bc'), derivedId('gen', 'ab', 'c'), derivedId('gen', 'abc'), derivedId('gen', 'a', 'bc', '')];
  expect(new Set(distinct).size).toBe(distinct.length);
});

test('the same content has the same hash, in whatever order and with members that are not there', () => {
  expect(contentHash({ a: 1n, b: { c: 'x', d: undefined } })).toBe(contentHash({ b: { c: 'x' }, a: '1' }));
  expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: '1' }));
});

test('pages of a list show each thing once, in its order, and the last one says so', () => {
  const things = Array.from({ length: 7 }, (_, place) => ({ atMs: 1_000 - Math.floor(place / 3), id: newId('inv', place) }));
  const before = (cursor: string | null | undefined) => {
    const place = readCursor(cursor ?? undefined, 'inv');
    return place === undefined ? 0 : things.findIndex(({ id }) => id === place.id) + 1;
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), (limit) => {
      const seen: unknown[] = [];
      let cursor: string | null | undefined;
      do {
        const start = before(cursor);
        const { shown, nextCursor } = pageFrom(things.slice(start, start + limit + 1), limit, (thing) => thing);
        seen.push(...shown);
        cursor = nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(things);
    }),
  );
});

test.each([
  '',
  'x',
  'MQ',
  cursorOf('1.dep_01k9zq0000000000000000000a'),
  cursorOf('1.inv_short'),
  cursorOf('-1.inv_01k9zq0000000000000000000a'),
])('the cursor %j, which no list of invoices gave, is refused', (cursor) => {
  expect(() => readCursor(cursor, 'inv')).toThrow(Problem);
});

function cursorOf(text: string): string {
  return Buffer.from(text).toString('base64url');
}
