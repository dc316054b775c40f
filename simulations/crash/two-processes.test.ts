import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase, type Database } from '../../packages/server/src/database/index.ts';
import { newId } from '../../packages/server/src/kernel/index.ts';
import { testDatabaseUrl } from '../../packages/server/test/support/database.ts';
import { findChangedAnswers, findDifferences, openAccounts } from './find-differences.ts';
import { Load, type Asked } from './load.ts';
import { LedgerProcess } from './start-process.ts';

const requests = 600;

/** PostgreSQL counts a process's deadlocks when its connection ends, at the latest. */
async function deadlocks(database: Database): Promise<bigint | undefined> {
  const { rows } = await sql<{ deadlocks: bigint }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(database.sql);
  return rows[0]?.deadlocks;
}

/** Accounts under load through two processes, until so many requests are acknowledged. */
async function loaded(): Promise<{ database: Database; asked: Asked[]; load: Load; fresh: LedgerProcess }> {
  const url = await testDatabaseUrl();
  const database = await openDatabase({ url });
  const accounts = Array.from({ length: 6 }, () => newId('acct'));
  const opened = await openAccounts(database, accounts);
  const processes = await Promise.all([LedgerProcess.start(url), LedgerProcess.start(url)]);
  const load = new Load({ seed: Math.floor(Math.random() * 1_000_000), accounts, callers: 60, processes: () => processes });
  load.start();
  await load.progress(requests);
  await load.stop();
  await Promise.all(processes.map((process) => process.close()));
  const fresh = await LedgerProcess.start(url);
  onTestFinished(async () => {
    await fresh.close();
    await database.close();
  });
  return { database, asked: [...opened, ...load.asked], load, fresh };
}

describe('two processes on one database', () => {
  test('answer every request once, without a deadlock, with a hot account and transfers both ways', { timeout: 300_000 }, async () => {
    const { database, asked, load, fresh } = await loaded();
    expect(load.failures).toEqual([]);
    expect(load.repeated).toBe(0);
    const codes = new Set(asked.flatMap(({ acknowledged }) => (acknowledged?.answer === 'refused' ? [acknowledged.code] : [])));
    expect(expectedRefusals).toEqual(expect.arrayContaining([...codes]));
    expect(await deadlocks(database)).toBe(0n);
    expect(await findDifferences(database, asked)).toEqual([]);
    expect(await findChangedAnswers(asked, fresh)).toEqual([]);
    await expectDifferencesToShow(database, asked);
  });
});

/** What the random load may run into; a conflict between the processes is none of it. */
const expectedRefusals = [
  'insufficient_credits',
  'hold_expired',
  'hold_not_open',
  'unknown_hold',
  'unknown_entry',
  'already_reversed',
  'nothing_to_reverse',
  'grant_held',
  'invalid_command',
  'budget_exceeded',
  'nothing_to_bill',
  'not_owed',
  'recurring_id_used',
  'unknown_recurring_grant',
  'too_many_rules',
];

/** The comparison would notice a lost, a doubled and an altered command. */
async function expectDifferencesToShow(database: Database, asked: readonly Asked[]): Promise<void> {
  const index = asked.findLastIndex(({ acknowledged }) => acknowledged?.answer === 'booked');
  const unheardOf = asked.filter((_, place) => place !== index);
  expect(await findDifferences(database, unheardOf)).toContainEqual(expect.stringContaining('was booked and never answered'));
  const altered = asked.map((each, place): Asked => {
    if (place !== index || each.acknowledged?.answer !== 'booked') return each;
    return {
      sent: each.sent,
      acknowledged: { answer: 'booked', entries: each.acknowledged.entries.map((entry) => ({ ...entry, hash: '00' })) },
    };
  });
  expect(await findDifferences(database, altered)).toContainEqual(expect.stringContaining('is not in the journal'));
  await sql`insert into outbox (account_id, topic, payload) select account_id, topic, payload from outbox where topic = 'entry.booked' limit 1`.execute(
    database.sql,
  );
  expect(await findDifferences(database, asked)).toContainEqual(expect.stringContaining('2 events'));
}
