import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { purgeEvents } from './index.ts';

const database = await testDatabase();
const nowMs = Date.now();

test('events older than seven days are deleted, by several processes at once, and nothing else is', async () => {
  const insert = (accountId: string, ageMs: number, count: number) =>
    sql`insert into outbox (account_id, topic, payload, created_at)
      select ${accountId}, 'entry.booked', '{}', ${new Date(nowMs - ageMs)} from generate_series(1, ${count}::int)`.execute(database.sql);
  const week = 7 * 86_400_000;
  await insert('acct_old', week + 1, 4500);
  await insert('acct_new', week, 30);
  const purged = await Promise.all([purgeEvents(database.sql, { nowMs }), purgeEvents(database.sql, { nowMs })]);
  expect(purged[0] + purged[1]).toBe(4500);
  const rest = await database.sql.selectFrom('outbox').select('account_id').execute();
  expect(rest).toHaveLength(30);
  expect(await purgeEvents(database.sql, { nowMs: nowMs + 1 })).toBe(30);
});
