import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { auditWithin } from '../audit/audit.ts';
import type { AuditReport } from '../index.ts';
import { allEntries, codeOf, countOf, ledgerFixture } from '../testing/ledger-fixture.ts';

const fixture = ledgerFixture();

async function pair(amount: bigint): Promise<readonly [string, string]> {
  return [await fixture.current.fundedAccount(amount), await fixture.current.fundedAccount(0n)];
}

describe('a transfer', () => {
  test('moves credits with their expiry and origin, is the same when sent again, and links its sides', async () => {
    const { ledger, other } = fixture.current;
    const [accountId, toAccountId] = await pair(100n);
    const expiresAtMs = Date.now() + 86_400_000;
    await ledger.grant({ id: 'b', accountId, kind: 'bonus', amount: 20n, expiresAtMs });
    await ledger.grant({ id: 't', accountId, kind: 'trial', amount: 5n, expiresAtMs });
    const command = { id: 'send', accountId, toAccountId, amount: 50n, memo: 'for your pictures' };
    const transfer = await ledger.transfer(command);
    expect(transfer.sent).toMatchObject({
      kind: 'transfer',
      balanceAfter: 75n,
      transfer: { id: transfer.id, otherAccountId: toAccountId },
    });
    expect(transfer.sent.parts.map((part) => [part.kind, part.amount])).toEqual([
      ['bonus', 20n],
      ['purchased', 30n],
    ]);
    expect(transfer.received.map((entry) => [entry.kind, entry.balanceChange, entry.commandId])).toEqual([
      ['grant', 20n, null],
      ['grant', 30n, null],
    ]);
    expect(await other.transfer(command)).toEqual(transfer);
    expect(await ledger.readGrants(toAccountId)).toMatchObject([
      { kind: 'transferred', originKind: 'bonus', remaining: 20n, expiresAtMs },
      { kind: 'transferred', originKind: 'purchased', remaining: 30n, expiresAtMs: null },
    ]);
    expect((await allEntries(ledger, toAccountId)).slice(1)).toEqual(transfer.received);
    expect(await codeOf(ledger.spend({ id: 'send', accountId, amount: 50n }))).toBe('command_id_reused');
    await fixture.current.expectWhole();
  });

  test('is refused with a reason that is remembered', async () => {
    const { ledger, other } = fixture.current;
    const [accountId, toAccountId] = await pair(100n);
    await ledger.grant({ id: 't', accountId, kind: 'trial', amount: 50n });
    const limits = { amountMin: 5n, perDayMax: 60n };
    const send = (id: string, amount: bigint, to = toAccountId) =>
      codeOf(ledger.transfer({ id, accountId, toAccountId: to, amount, limits }));
    expect(await send('self', 10n, accountId)).toBe('invalid_command');
    expect(await send('nobody', 10n, 'acct_none')).toBe('unknown_account');
    expect(await send('small', 4n)).toBe('transfer_too_small');
    expect(await send('dear', 151n)).toBe('insufficient_credits');
    expect(await send('trial', 101n)).toBe('credits_not_transferable');
    expect(await send('day', 61n)).toBe('transfer_limit_reached');
    expect(await send('one', 40n)).toBe('booked');
    expect(await send('two', 21n)).toBe('transfer_limit_reached');
    expect(await send('three', 20n)).toBe('booked');
    await ledger.grant({ id: 'more', accountId, kind: 'purchased', amount: 1000n });
    expect(await codeOf(other.transfer({ id: 'trial', accountId, toAccountId, amount: 101n }))).toBe('credits_not_transferable');
    expect(await codeOf(other.transfer({ id: 'trial', accountId, toAccountId, amount: 100n }))).toBe('command_id_reused');
    expect(await codeOf(ledger.transfer({ id: 'x', accountId: 'acct_none', toAccountId, amount: 1n }))).toBe('unknown_account');
    expect(await codeOf(ledger.grant({ id: 'g', accountId, kind: 'transferred', amount: 1n }))).toBe('invalid_command');
    await fixture.current.expectWhole();
  });

  test('in both directions at once, through two processes, beside spends and with rows of another room: nobody waits for ever', async () => {
    const { ledger, other } = fixture.current;
    const [one, two] = [await fixture.current.fundedAccount(1000n), await fixture.current.fundedAccount(1000n)];
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, index) => {
        const through = index % 2 === 0 ? ledger : other;
        const [accountId, toAccountId] = index % 4 < 2 ? [one, two] : [two, one];
        const id = `send_${String(index)}`;
        if (index % 5 === 0) return codeOf(through.spend({ id, accountId, amount: 1n }));
        const alongside = index % 3 === 0 ? () => Promise.resolve() : undefined;
        return codeOf(through.transfer({ id, accountId, toAccountId, amount: BigInt(1 + (index % 7)) }, { alongside }));
      }),
    );
    expect(countOf(answers, 'booked')).toBe(120);
    const [a, b] = [await ledger.readBalance(one), await ledger.readBalance(two)];
    expect(a.balance + b.balance).toBe(2000n - 24n);
    await fixture.current.expectWhole();
  });

  test('is seen by the audit when its sides do not agree', async () => {
    const { database, ledger } = fixture.current;
    const [accountId, toAccountId] = await pair(100n);
    const { id } = await ledger.transfer({ id: 'send', accountId, toAccountId, amount: 50n });
    let report: AuditReport | undefined;
    const tampered = database.transaction(async (tx) => {
      await sql`alter table ledger.entries disable trigger all; alter table ledger.grants disable trigger all`.execute(tx);
      await sql`delete from ledger.entries where account_id = ${toAccountId}; `.execute(tx);
      await sql`delete from ledger.grants where account_id = ${toAccountId}`.execute(tx);
      await sql`delete from ledger.accounts where account_id = ${toAccountId}`.execute(tx);
      report = await auditWithin(tx, {});
      throw new Error('undo');
    });
    await expect(tampered).rejects.toThrow('undo');
    expect(report?.difference).toMatchObject({ accountId, rule: 'transfers' });
    expect(report?.difference?.detail).toContain(id);
  });
});
