import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { manyRows, oneRow, type Sending, type SentColumn } from './index.ts';

const database = await testDatabase();

interface Row {
  readonly place: number;
  readonly text: string | null;
  readonly json: string | null;
  readonly bytes: string | null;
  readonly small: number | null;
  readonly whole: number | null;
  readonly big: bigint | null;
  readonly count: number | null;
  readonly at: number | null;
}

const columns: readonly SentColumn<Row>[] = [
  { name: 'place', type: 'integer', of: (row) => row.place },
  { name: 'text', type: 'text', of: (row) => row.text },
  { name: 'json', type: 'json', of: (row) => row.json },
  { name: 'bytes', type: 'bytea', of: (row) => row.bytes },
  { name: 'small', type: 'smallint', of: (row) => row.small },
  { name: 'whole', type: 'integer', of: (row) => row.whole },
  { name: 'big', type: 'bigint', of: (row) => row.big },
  { name: 'count', type: 'bigint', of: (row) => row.count },
  { name: 'at', type: 'timestamptz', of: (row) => row.at },
];

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const rows = fc.array(
  fc.record({
    text: maybe(fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'))),
    json: maybe(fc.json().filter((text) => !text.includes(String.raw`\u`))),
    bytes: maybe(fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('hex'))),
    small: maybe(fc.integer({ min: -32_768, max: 32_767 })),
    whole: maybe(fc.integer()),
    big: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    count: maybe(fc.maxSafeInteger()),
    at: maybe(fc.integer({ min: -2_000_000_000_000, max: 253_402_300_799_999 })),
  }),
  { minLength: 1, maxLength: 40 },
);

/** What PostgreSQL makes of rows that it is sent. */
async function arrive(sending: Sending, sent: readonly Row[]): Promise<readonly unknown[]> {
  const text = `select place, text, json::text as json, encode(bytes, 'hex') as bytes, small, whole, big, count, at from ${sending.source(columns, 1)} row`;
  const { rows: arrived } = await database.sql.executeQuery(CompiledQuery.raw(text, [...sending.values(columns, sent)]));
  return arrived;
}

test('rows arrive as they were sent, in their order, nulls and all, many of them and one', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (made) => {
      const sent = made.map((row, place) => ({ place, ...row }));
      const expected = sent.map(({ count, at, ...row }) => ({
        ...row,
        count: count === null ? null : BigInt(count),
        at: at === null ? null : new Date(at),
      }));
      expect(await arrive(manyRows, sent)).toEqual(expected);
      expect(await arrive(oneRow, sent.slice(0, 1))).toEqual(expected.slice(0, 1));
    }),
    { numRuns: 60 },
  );
});
