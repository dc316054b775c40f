import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { appendEvents } from './index.ts';

const database = await testDatabase();

describe('appendEvents', () => {
  test('writes in order and calls the listeners after the commit', async () => {
    let calls = 0;
    const stop = database.onEvents(() => (calls += 1));
    await database.transaction(async (tx) => {
      await appendEvents(tx, [
        { accountId: 'acct_1', topic: 'entry.booked', payload: { n: 1 } },
        { accountId: 'acct_1', topic: 'entry.booked', payload: { n: 2 } },
      ]);
      expect(calls).toBe(0);
    });
    expect(calls).toBe(1);
    stop();
    const rows = await database.sql.selectFrom('outbox').selectAll().orderBy('id').execute();
    expect(rows.map((row) => row.payload)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(typeof rows[0]?.id).toBe('bigint');
    expect(rows[0]?.created_at).toBeInstanceOf(Date);
  });

  test('a rollback leaves no event and calls nobody', async () => {
    let calls = 0;
    const stop = database.onEvents(() => (calls += 1));
    const before = await database.sql.selectFrom('outbox').select('id').execute();
    await expect(
      database.transaction(async (tx) => {
        await appendEvents(tx, [{ accountId: 'acct_1', topic: 'entry.booked', payload: {} }]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    stop();
    expect(calls).toBe(0);
    expect(await database.sql.selectFrom('outbox').select('id').execute()).toHaveLength(before.length);
  });
});
