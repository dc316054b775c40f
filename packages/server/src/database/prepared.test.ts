import { CompiledQuery, sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { eventValues, insertEvents, manyRows, prepared, type OutboxEvent } from './index.ts';
import { StatementNames } from './prepared.ts';

const event: OutboxEvent = { accountId: 'acct_1', topic: 'entry.booked', payload: { number: 1 } };

test('only marked statements get a name, each its own, and a new one when the uses have grown tenfold', () => {
  const names = new StatementNames();
  expect(names.nameOf('select 1')).toBeUndefined();
  const used = Array.from({ length: 100 }, () => names.nameOf('/* prepared */ select 1'));
  expect(new Set(used.slice(0, 9)).size).toBe(1);
  expect(new Set(used.slice(9, 99)).size).toBe(1);
  expect(new Set(used).size).toBe(3);
  expect(used).not.toContain(names.nameOf('/* prepared */ select 2'));
});

test('a marked statement is kept by its connection, and answers each time with its own values', async () => {
  const database = await testDatabase();
  await database.transaction(async (tx) => {
    for (let value = 1; value <= 30; value += 1) {
      const { rows } = await sql<{ value: number }>`${prepared} select ${value}::integer as value`.execute(tx);
      expect(rows).toEqual([{ value }]);
    }
    const { rows } = await sql<{ count: bigint }>`select count(*) as count from pg_prepared_statements`.execute(tx);
    expect(rows).toEqual([{ count: 2n }]);
  });
});

test('a statement that contains events is committed with them, and the listeners hear of it', async () => {
  const database = await testDatabase();
  const heard = new Promise<void>((resolve) => database.onEvents(resolve));
  const rows = await database.runStatement(
    CompiledQuery.raw(`with told as (${insertEvents(manyRows, 1)}) select 7 as told`, [...eventValues(manyRows, [event])]),
  );
  expect(rows).toEqual([{ told: 7 }]);
  await heard;
  const { rows: kept } = await sql`select account_id, topic, payload from outbox`.execute(database.sql);
  expect(kept).toEqual([{ account_id: 'acct_1', topic: 'entry.booked', payload: { number: 1 } }]);
});

test('a statement that fails leaves no event', async () => {
  const database = await testDatabase();
  const failing = CompiledQuery.raw(`with told as (${insertEvents(manyRows, 1)}) select 1 / (select 0)`, [
    ...eventValues(manyRows, [event]),
  ]);
  await expect(database.runStatement(failing)).rejects.toThrow('division by zero');
  const { rows } = await sql`select 1 from outbox`.execute(database.sql);
  expect(rows).toEqual([]);
});
