import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Entry, Ledger } from '../index.ts';
import { codeOf, ledgerFixture } from '../testing/ledger-fixture.ts';

const fixture = ledgerFixture();

describe('rows of another room', () => {
  test('are written with the entry, once, however often and from wherever the command comes', async () => {
    const accountId = await fixture.current.fundedAccount(10n);
    const send = (through: Ledger): Promise<Entry> =>
      through.spend(
        { id: 'spend', accountId, amount: 1n },
        { alongside: (tx, [entry]) => fixture.current.insertMade(tx, accountId, entry?.id ?? '') },
      );
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => send(index % 2 === 0 ? fixture.current.ledger : fixture.current.other)),
    );
    expect(new Set(answers.map((entry) => entry.id)).size).toBe(1);
    expect(await fixture.current.countMade(accountId)).toBe(1);
  });

  test('that fail undo everything, and the same command may come again', async () => {
    const accountId = await fixture.current.fundedAccount(10n);
    const command = { id: 'spend', accountId, amount: 1n };
    const failing = fixture.current.ledger.spend(command, {
      alongside: async (tx) => {
        await fixture.current.insertMade(tx, accountId, 'half');
        throw new Error('the gallery is full');
      },
    });
    await expect(failing).rejects.toThrow('the gallery is full');
    expect(await fixture.current.ledger.readBalance(accountId)).toMatchObject({ balance: 10n });
    expect(await fixture.current.countMade(accountId)).toBe(0);
    expect((await fixture.current.ledger.spend(command)).balanceAfter).toBe(9n);
    await fixture.current.expectWhole();
  });

  test('are not written on a refusal, which stays', async () => {
    const accountId = await fixture.current.fundedAccount(1n);
    const send = (): Promise<Entry> =>
      fixture.current.ledger.spend(
        { id: 'dear', accountId, amount: 2n },
        { alongside: (tx) => fixture.current.insertMade(tx, accountId, 'never') },
      );
    expect(await codeOf(send())).toBe('insufficient_credits');
    await fixture.current.ledger.grant({ id: 'more', accountId, kind: 'purchased', amount: 100n });
    expect(await codeOf(send())).toBe('insufficient_credits');
    expect(await fixture.current.countMade(accountId)).toBe(0);
    await fixture.current.expectWhole();
  });

  test('go with a connection that dies before the commit', async () => {
    const accountId = await fixture.current.fundedAccount(10n);
    const send = (alongside?: Parameters<Ledger['spend']>[1]): Promise<Entry> =>
      fixture.current.ledger.spend({ id: 'spend', accountId, amount: 3n }, alongside);
    const dying = send({
      alongside: async (tx) => {
        await fixture.current.insertMade(tx, accountId, 'lost');
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
      },
    });
    await expect(dying).rejects.toThrow('database_unavailable');
    expect(await fixture.current.countMade(accountId)).toBe(0);
    expect(await fixture.current.ledger.readBalance(accountId)).toMatchObject({ balance: 10n });
    expect((await send()).balanceAfter).toBe(7n);
    await fixture.current.expectWhole();
  });
});
