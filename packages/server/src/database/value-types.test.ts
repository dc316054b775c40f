import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { testDatabaseUrl } from '../../test/support/database.ts';
import { valueTypes } from './value-types.ts';

const client = new pg.Client({ connectionString: await testDatabaseUrl(), types: valueTypes });
await client.connect();
afterAll(() => client.end());

test.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns'])('a time is the same moment for a session in %s', async (zone) => {
  await client.query(`set timezone to '${zone}'`);
  for (const ms of [0, 1, -2_840_140_801_000, 1_774_745_999_999, 1_793_066_400_000, 253_402_300_799_999]) {
    const { rows } = await client.query<{ at: Date }>('select $1::timestamptz as at', [new Date(ms).toISOString().replace(/^\+0?/u, '')]);
    expect(rows).toEqual([{ at: new Date(ms) }]);
  }
});

test('what the program around us has told pg about types is not heard', async () => {
  const before = [20, 114, 1184, 3802].map((oid) => [oid, pg.types.getTypeParser(oid) as (text: string) => unknown] as const);
  for (const [oid] of before) pg.types.setTypeParser(oid, () => 'of the host');
  const { rows } = await client.query(`select 1::int8 as amount, to_timestamp(0) as at, '{}'::jsonb as content, '[1]'::json as packed`);
  expect(rows).toEqual([{ amount: 1n, at: new Date(0), content: {}, packed: [1] }]);
  for (const [oid, parser] of before) pg.types.setTypeParser(oid, parser);
});
