import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { codeOf, ledgerFixture } from '../testing/ledger-fixture.ts';

const fixture = ledgerFixture();

test('what another process did to an account that is remembered is seen, and its ids are known', async () => {
  const { ledger, other } = fixture.current;
  const accountId = await fixture.current.fundedAccount(10n);
  await ledger.spend({ id: 's1', accountId, amount: 1n });
  const first = await other.spend({ id: 's2', accountId, amount: 2n });
  expect(await ledger.spend({ id: 's2', accountId, amount: 2n })).toEqual(first);
  expect(await codeOf(ledger.spend({ id: 's2', accountId, amount: 3n }))).toBe('command_id_reused');
  expect((await ledger.spend({ id: 's3', accountId, amount: 3n })).balanceAfter).toBe(4n);
  await fixture.current.expectWhole();
});

test('ids of an account that is remembered are known: of an entry, a refusal and a hold that has ended', async () => {
  const { ledger } = fixture.current;
  const accountId = await fixture.current.fundedAccount(10n);
  const spent = await ledger.spend({ id: 's1', accountId, amount: 1n });
  expect(await codeOf(ledger.spend({ id: 's2', accountId, amount: 100n }))).toBe('insufficient_credits');
  await ledger.hold({ id: 'h1', accountId, holdId: 'hold', amount: 2n, timeoutMs: 60_000 });
  await ledger.void({ id: 'v1', accountId, holdId: 'hold' });
  for (let again = 0; again < 2; again += 1) {
    expect(await ledger.spend({ id: 's1', accountId, amount: 1n })).toEqual(spent);
    expect(await codeOf(ledger.spend({ id: 's2', accountId, amount: 100n }))).toBe('insufficient_credits');
    expect(await codeOf(ledger.spend({ id: 's2', accountId, amount: 1n }))).toBe('command_id_reused');
    expect(await codeOf(ledger.hold({ id: 'h2', accountId, holdId: 'hold', amount: 1n, timeoutMs: 60_000 }))).toBe('hold_id_used');
    expect(await codeOf(ledger.capture({ id: 'c1', accountId, holdId: 'hold' }))).toBe('hold_not_open');
  }
  await fixture.current.expectWhole();
});

test('a database that came back from an older copy, and went on in another way, is not taken for the one remembered', async () => {
  const { ledger, database } = fixture.current;
  const [accountId, twin] = [await fixture.current.fundedAccount(10n), await fixture.current.fundedAccount(10n)];
  await ledger.spend({ id: 's1', accountId, amount: 1n });
  await ledger.spend({ id: 's1', accountId: twin, amount: 4n });
  // The same version with another content, as if another history had led to it.
  await sql`update ledger.accounts a set last_hash = b.last_hash, balance = b.balance, grants = b.grants from ledger.accounts b
    where a.account_id = ${accountId} and b.account_id = ${twin}`.execute(database.sql);
  expect((await ledger.spend({ id: 's2', accountId, amount: 1n })).balanceAfter).toBe(5n);
});
