import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Database, Tx } from '../../database/index.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { Ledger } from '../ledger.ts';
import { auditAfter } from '../testing/forge.ts';
import { audit } from './audit.ts';

let database: Database;
const clock = { ms: Date.UTC(2026, 0, 1), nowMs: () => clock.ms };
const usage = { projectId: 'proj_1', model: 'model_1' };
const accounts = ['acct_a', 'acct_b', 'acct_c'];

beforeAll(async () => {
  database = await testDatabase();
  const ledger = new Ledger({ database, clock });
  for (const accountId of accounts) {
    clock.ms = Date.UTC(2026, 0, 1);
    await ledger.openAccount({ id: 'open', accountId });
    await ledger.grant({ id: 'g1', accountId, kind: 'purchased', amount: 1000n });
    await ledger.grant({ id: 'g2', accountId, kind: 'bonus', amount: 100n, expiresAtMs: clock.ms + 5000 });
    await ledger.hold({ id: 'h1', accountId, holdId: 'hold_1', amount: 150n, timeoutMs: 60_000, memo: 'four pictures', usage });
    await ledger.spend({ id: 'dear', accountId, amount: 5000n }).catch(() => undefined);
    await ledger.capture({ id: 'c1', accountId, holdId: 'hold_1', amount: 40n, final: false });
    clock.ms += 10_000;
    await ledger.void({ id: 'v1', accountId, holdId: 'hold_1' });
    await ledger.hold({ id: 'h2', accountId, holdId: 'hold_2', amount: 5n, timeoutMs: 1000 });
    clock.ms += 10_000;
    await ledger.spend({ id: 's1', accountId, amount: 7n });
    await ledger.hold({ id: 'h3', accountId, holdId: 'hold_3', amount: 5n, timeoutMs: 1000 });
  }
  await ledger.close();
});

test('whole books have no difference', async () => {
  const told: unknown[] = [];
  const report = await audit(database, { onProgress: (progress) => told.push(progress) });
  expect(report).toMatchObject({ accounts: 3, difference: null });
  expect(report.entries).toBe(3 * 10);
  expect(report.sums).toMatchObject({ issuance: -3000n, promotions: -300n, usage: 3n * 47n, breakage: 3n * 60n });
  expect(told.at(-1)).toEqual({ accounts: 3, entries: report.entries });
});

const entries = sql.raw('ledger.entries');
const rows = (number: number) => sql`account_id = 'acct_b' and number = ${number}`;

describe('what somebody has changed is named', () => {
  test.each([
    ['an amount', 'sum', 9, (tx: Tx) => sql`update ${entries} set usage = usage + 1 where ${rows(9)}`.execute(tx)],
    [
      'a balanced pair of amounts',
      'postings',
      9,
      (tx: Tx) => sql`update ${entries} set usage = usage + 1, available = available - 1 where ${rows(9)}`.execute(tx),
    ],
    ['what was moved', 'moves', 9, (tx: Tx) => sql`update ${entries} set moves = '2xx7' where ${rows(9)}`.execute(tx)],
    ['a balance', 'chain', 9, (tx: Tx) => sql`update ${entries} set balance_after = balance_after + 1 where ${rows(9)}`.execute(tx)],
    ['a memo', 'chain', 4, (tx: Tx) => sql`update ${entries} set memo = 'one picture' where ${rows(4)}`.execute(tx)],
    ['a project', 'chain', 4, (tx: Tx) => sql`update ${entries} set project_id = 'proj_2' where ${rows(4)}`.execute(tx)],
    ['a command id', 'chain', 4, (tx: Tx) => sql`update ${entries} set command_id = 'h9' where ${rows(4)}`.execute(tx)],
    ['a time', 'chain', 9, (tx: Tx) => sql`update ${entries} set at = at + interval '1 millisecond' where ${rows(9)}`.execute(tx)],
    [
      'a time, against the order',
      'time',
      9,
      (tx: Tx) => sql`update ${entries} set at = at - interval '1 hour' where ${rows(9)}`.execute(tx),
    ],
    ['an entry that is gone', 'numbering', 6, (tx: Tx) => sql`delete from ${entries} where ${rows(5)}`.execute(tx)],
    ['the last entry that is gone', 'numbering', null, (tx: Tx) => sql`delete from ${entries} where ${rows(10)}`.execute(tx)],
    [
      'the terms of a grant',
      'chain',
      3,
      (tx: Tx) => sql`update ledger.grants set expires_at = expires_at + interval '1 day' where ${rows(3)}`.execute(tx),
    ],
    ['a grant that is gone', 'grants', 3, (tx: Tx) => sql`delete from ledger.grants where ${rows(3)}`.execute(tx)],
    [
      'a grant without an entry',
      'grants',
      null,
      (tx: Tx) =>
        sql`insert into ledger.grants select 8, amount, effective_at, expires_at, created_at, priority, account_id, 'extra', kind, label from ledger.grants where ${rows(3)}`.execute(
          tx,
        ),
    ],
    [
      'the balance of the account',
      'balance',
      null,
      (tx: Tx) => sql`update ledger.accounts set balance = balance + 1 where account_id = 'acct_b'`.execute(tx),
    ],
    [
      'what is left of a grant',
      'grants',
      null,
      (tx: Tx) => sql`update ledger.accounts set grants = '[]' where account_id = 'acct_b'`.execute(tx),
    ],
    ['an open hold', 'holds', null, (tx: Tx) => sql`update ledger.accounts set holds = '[]' where account_id = 'acct_b'`.execute(tx)],
    [
      'the next due time',
      'due',
      null,
      (tx: Tx) => sql`update ledger.accounts set next_due_at = null where account_id = 'acct_b'`.execute(tx),
    ],
    ['an account row that is gone', 'accounts', null, (tx: Tx) => sql`delete from ledger.accounts where account_id = 'acct_b'`.execute(tx)],
    ['a refusal that is gone', 'refusals', null, (tx: Tx) => sql`delete from ledger.refusals where account_id = 'acct_b'`.execute(tx)],
    [
      'a refusal of what was booked',
      'refusals',
      9,
      (tx: Tx) => sql`update ledger.refusals set command_id = 's1' where account_id = 'acct_b'`.execute(tx),
    ],
  ] as const)('%s', async (_name, rule, number, change) => {
    const { difference } = await auditAfter(database, change);
    expect(difference).toMatchObject({ accountId: 'acct_b', rule });
    if (number !== null) expect(difference?.number).toBe(number);
    expect(difference?.detail.length).toBeGreaterThan(10);
  });

  test('a row for an account that the journal does not have', async () => {
    const { difference } = await auditAfter(database, (tx) =>
      sql`insert into ledger.accounts select 'acct_z', version, last_number, last_at, balance, held, refusals, next_due_at, last_hash, grants, holds from ledger.accounts where account_id = 'acct_a'`.execute(
        tx,
      ),
    );
    expect(difference).toMatchObject({ accountId: 'acct_z', rule: 'accounts' });
  });
});
