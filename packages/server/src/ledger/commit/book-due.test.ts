import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { newId } from '../../kernel/index.ts';
import { allEntries, codeOf, ledgerFixture } from '../testing/ledger-fixture.ts';

const fixture = ledgerFixture();
const startMs = Date.UTC(2026, 0, 1);
const clock = { ms: startMs, nowMs: () => clock.ms };

async function sleepingAccount(): Promise<string> {
  const ledger = fixture.current.ledgerBy(clock);
  const accountId = newId('acct');
  await ledger.openAccount({ id: 'open', accountId });
  await ledger.grant({ id: 'g', accountId, kind: 'trial', amount: 100n, expiresAtMs: startMs + 1000 });
  await ledger.hold({ id: 'h', accountId, holdId: 'hold', amount: 30n, timeoutMs: 2000 });
  return accountId;
}

test('what is due of sleeping accounts is booked in bounded batches, once, by several processes at once', async () => {
  clock.ms = startMs;
  const accounts = await Promise.all(Array.from({ length: 25 }, sleepingAccount));
  const [one, two] = [fixture.current.ledgerBy(clock), fixture.current.ledgerBy(clock)];
  expect(await one.bookDue(10)).toBe(0);
  clock.ms = startMs + 5000;
  const shown = await allEntries(one, accounts[0] ?? '');
  expect(await one.bookDue(10)).toBe(10);
  const booked = await Promise.all([one.bookDue(100), two.bookDue(100), one.bookDue(100), two.bookDue(100)]);
  expect(booked.reduce((sum, count) => sum + count, 0)).toBe(15);
  expect(await two.bookDue(100)).toBe(0);
  expect(await allEntries(one, accounts[0] ?? '')).toEqual(shown);
  const { rows } = await sql<{ kind: string; count: bigint }>`
    select kind, count(*) as count from ledger.entries where kind = 'expire' and account_id = any(${accounts}::text[]) group by kind`.execute(
    fixture.current.database.sql,
  );
  // Each account: the grant expires, then the hold times out.
  expect(rows).toEqual([{ kind: 'expire', count: 50n }]);
  await fixture.current.expectWhole();
});

test('a hold that ended in time is looked for once, in vain, and an index is not touched for the next', async () => {
  clock.ms = startMs;
  const ledger = fixture.current.ledgerBy(clock);
  const accountId = newId('acct');
  await ledger.openAccount({ id: 'open', accountId });
  await ledger.grant({ id: 'g', accountId, kind: 'purchased', amount: 100n });
  const dueMs = async () => {
    const { rows } = await sql<{ at: Date | null }>`select next_due_at as at from ledger.accounts where account_id = ${accountId}`.execute(
      fixture.current.database.sql,
    );
    return rows[0]?.at?.getTime();
  };
  for (const [hold, timeoutMs] of [['one', 2000] as const, ['two', 3000] as const]) {
    await ledger.hold({ id: `h ${hold}`, accountId, holdId: hold, amount: 1n, timeoutMs });
    expect(await dueMs()).toBe(startMs + 2000);
    await ledger.capture({ id: `c ${hold}`, accountId, holdId: hold });
    expect(await dueMs()).toBe(startMs + 2000);
  }
  await ledger.hold({ id: 'h soon', accountId, holdId: 'soon', amount: 1n, timeoutMs: 1000 });
  expect(await dueMs()).toBe(startMs + 1000);
  await ledger.void({ id: 'v soon', accountId, holdId: 'soon' });
  await fixture.current.expectWhole();
  const before = await allEntries(ledger, accountId);
  clock.ms = startMs + 1000;
  expect(await ledger.bookDue(10)).toBe(1);
  expect(await dueMs()).toBeUndefined();
  expect(await ledger.bookDue(10)).toBe(0);
  expect(await allEntries(ledger, accountId)).toEqual(before);
  // What stood there lies behind: the next hold says its own moment.
  await ledger.hold({ id: 'h last', accountId, holdId: 'last', amount: 1n, timeoutMs: 9000 });
  expect(await dueMs()).toBe(startMs + 10_000);
  await fixture.current.expectWhole();
});

test('whether a spend would be booked is told by the same decision, and nothing is written', async () => {
  clock.ms = startMs;
  const accountId = await sleepingAccount();
  const ledger = fixture.current.ledgerBy(clock);
  const before = await allEntries(ledger, accountId);
  const asked = async (amount: bigint) => (await ledger.maySpend({ accountId, amount }))?.code ?? 'booked';
  expect([await asked(70n), await asked(71n), await asked(0n)]).toEqual(['booked', 'insufficient_credits', 'invalid_command']);
  clock.ms = startMs + 1000;
  expect(await asked(70n)).toBe('insufficient_credits');
  expect((await ledger.maySpend({ accountId: 'acct_none', amount: 1n }))?.code).toBe('unknown_account');
  clock.ms = startMs + 999;
  expect(await allEntries(ledger, accountId)).toEqual(before);
  for (const amount of [71n, 70n]) {
    const told = await asked(amount);
    expect(await codeOf(ledger.spend({ id: `s${String(amount)}`, accountId, amount }))).toBe(told);
  }
  await fixture.current.expectWhole();
});
