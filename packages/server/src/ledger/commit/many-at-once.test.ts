import { describe, expect, test } from 'vitest';
import type { Tx } from '../../database/index.ts';
import { newId, Problem } from '../../kernel/index.ts';
import type { Command } from '../index.ts';
import { codeOf, countOf, ledgerFixture } from '../testing/ledger-fixture.ts';

const fixture = ledgerFixture();

describe('many at once', () => {
  test('a storm of commands, each sent twice through two processes, leaves whole books and one answer each', async () => {
    const accounts = await Promise.all(Array.from({ length: 8 }, () => fixture.current.fundedAccount(200n)));
    const random = (below: number): number => Math.floor(Math.random() * below);
    const sendOne = async (client: number, turn: number): Promise<void> => {
      const accountId = accounts[random(accounts.length)] ?? '';
      const [id, holdId] = [`c${String(client)}_${String(turn)}`, `hold_${String(random(60))}`];
      const commands: readonly Command[] = [
        { command: 'spend', id, accountId, amount: BigInt(1 + random(9)) },
        { command: 'hold', id, accountId, holdId, amount: BigInt(1 + random(30)), timeoutMs: 1 + random(40) },
        { command: 'capture', id, accountId, holdId, amount: BigInt(1 + random(20)), final: random(2) === 0 },
        { command: 'void', id, accountId, holdId },
        { command: 'grant', id, accountId, kind: 'bonus', amount: BigInt(1 + random(30)), expiresAtMs: Date.now() + 20 + random(100) },
      ];
      const command = commands[random(commands.length)];
      if (!command) return;
      const alongside = random(4) === 0 ? () => Promise.resolve() : undefined;
      const answers = await Promise.allSettled([
        fixture.current.ledger.executeAll([command], { alongside }),
        fixture.current.other.executeAll([command]),
        fixture.current.ledger.executeAll([command]),
      ]);
      const told = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : reasonOf(answer.reason)));
      expect(told[1]).toEqual(told[0]);
      expect(told[2]).toEqual(told[0]);
    };
    await Promise.all(
      Array.from({ length: 30 }, async (_, client) => {
        for (let turn = 0; turn < 20; turn += 1) await sendOne(client, turn);
      }),
    );
    await fixture.current.expectWhole();
  });

  test('one hot account through two processes: all that fits is spent, and nothing more', async () => {
    const accountId = await fixture.current.fundedAccount(1000n);
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, index) => {
        const through = index % 2 === 0 ? fixture.current.ledger : fixture.current.other;
        return codeOf(through.spend({ id: `spend_${String(index)}`, accountId, amount: 5n }));
      }),
    );
    expect(countOf(answers, 'booked')).toBe(200);
    expect(countOf(answers, 'insufficient_credits')).toBe(200);
    expect(await fixture.current.ledger.readBalance(accountId)).toMatchObject({ balance: 0n });
    await fixture.current.expectWhole();
  });

  test.each(['together', 'alongside'])('50 simultaneous holds where one can be afforded: exactly one wins (%s)', async (way) => {
    const accountId = await fixture.current.fundedAccount(4n);
    const alongside =
      way === 'alongside' ? (id: string) => async (tx: Tx) => fixture.current.insertMade(tx, accountId, id) : () => undefined;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const id = `hold_${String(index)}`;
        const through = index % 2 === 0 ? fixture.current.ledger : fixture.current.other;
        return codeOf(through.hold({ id, accountId, holdId: id, amount: 4n, timeoutMs: 60_000 }, { alongside: alongside(id) }));
      }),
    );
    expect(countOf(answers, 'booked')).toBe(1);
    expect(countOf(answers, 'insufficient_credits')).toBe(49);
    expect(await fixture.current.countMade(accountId)).toBe(way === 'alongside' ? 1 : 0);
    expect(await fixture.current.ledger.readBalance(accountId)).toMatchObject({ balance: 4n, held: 4n, available: 0n });
    await fixture.current.expectWhole();
  });

  test('one account is opened once, whoever comes first', async () => {
    const accountId = newId('acct');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const through = index % 2 === 0 ? fixture.current.ledger : fixture.current.other;
        const alongside = index % 3 === 0 ? () => Promise.resolve() : undefined;
        return codeOf(through.openAccount({ id: `open_${String(index)}`, accountId }, { alongside }));
      }),
    );
    expect(countOf(answers, 'booked')).toBe(1);
    expect(countOf(answers, 'account_already_open')).toBe(19);
    await fixture.current.expectWhole();
  });
});

function reasonOf(reason: unknown): string {
  if (reason instanceof Problem) return reason.message;
  throw reason;
}
