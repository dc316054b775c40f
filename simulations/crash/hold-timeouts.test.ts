import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, type Database } from '../../packages/server/src/database/index.ts';
import { audit, Ledger, type Command } from '../../packages/server/src/ledger/index.ts';
import { wrongHoldEnds, type HoldEntry } from '../../packages/server/src/ledger/testing/hold-ends.ts';
import { testDatabaseUrl } from '../../packages/server/test/support/database.ts';
import type { Answer } from './messages.ts';
import { LedgerProcess } from './start-process.ts';

const startMs = Date.UTC(2026, 5, 1);
const timeoutMs = 1000;
/** How far the clocks of the two processes are from the deadline when both act. */
const offsets = [-1, 0, 1] as const;
const cases = offsets.flatMap((one) => offsets.map((other) => [one, other] as const));
const actions = ['capture', 'capture part', 'void', 'extend'] as const;

function actionOf(name: (typeof actions)[number], id: string, accountId: string): Command {
  const command = { id, accountId, holdId: 'hold' };
  if (name === 'void') return { ...command, command: 'void' };
  if (name === 'extend') return { ...command, command: 'extend', timeoutMs: 5 };
  return { ...command, command: 'capture', amount: 4n, final: name === 'capture' };
}

async function holdEntries(database: Database, accountId: string): Promise<readonly HoldEntry[]> {
  const { rows } = await sql<{ number: bigint; kind: string; at: Date; hold_step: number; hold_deadline_at: Date | null }>`
    select number, kind, at, hold_step, hold_deadline_at from ledger.entries
    where account_id = ${accountId} and hold_id = 'hold' order by number`.execute(database.sql);
  return rows.map((row) => ({
    number: Number(row.number),
    kind: row.kind,
    atMs: row.at.getTime(),
    step: row.hold_step,
    deadlineMs: row.hold_deadline_at?.getTime() ?? null,
  }));
}

test(
  'holds that time out while two processes with other clocks use them end once, as the order of the entries tells',
  { timeout: 300_000 },
  async () => {
    const url = await testDatabaseUrl();
    const database = await openDatabase({ url });
    await sql`create table made (account_id text not null, id text not null)`.execute(database.sql);
    const clock = { ms: startMs, nowMs: () => clock.ms };
    const ledger = new Ledger({ database, clock });
    const processes = await Promise.all([LedgerProcess.start(url), LedgerProcess.start(url)]);
    onTestFinished(async () => {
      await Promise.all(processes.map((process) => process.close()));
      await ledger.close();
      await database.close();
    });
    const [one, two] = processes;
    const answered: { readonly accountId: string; readonly late: boolean; readonly answers: readonly Answer[] }[] = [];

    for (const [round, clocks] of cases.entries()) {
      clock.ms = startMs + round * 10_000;
      const deadlineMs = clock.ms + timeoutMs;
      const pairs = actions.flatMap((first) => actions.map((second) => [first, second] as const));
      const accounts = pairs.map((_, index) => `acct_race_${String(round)}_${String(index)}`);
      await Promise.all(
        accounts.map((accountId) =>
          ledger.executeAll([
            { command: 'open-account', id: 'open', accountId },
            { command: 'grant', id: 'g', accountId, kind: 'purchased', amount: 100n },
            { command: 'hold', id: 'h', accountId, holdId: 'hold', amount: 10n, timeoutMs },
          ]),
        ),
      );
      one.setClock(deadlineMs + clocks[0]);
      two.setClock(deadlineMs + clocks[1]);
      const asks = pairs.map(async ([first, second], index) => {
        const accountId = accounts[index] ?? '';
        const ask = (process: LedgerProcess, name: (typeof actions)[number], id: string) =>
          process.ask({ accountId, commands: [actionOf(name, id, accountId)], alongside: index % 5 === 4 });
        const answers = await Promise.all([ask(one, first, 'one'), ask(two, second, 'two')]);
        return { accountId, late: clocks[0] >= 0 && clocks[1] >= 0, answers };
      });
      answered.push(...(await Promise.all(asks)));
    }

    for (const { accountId, late, answers } of answered) {
      const entries = await holdEntries(database, accountId);
      expect([accountId, wrongHoldEnds(entries)]).toEqual([accountId, []]);
      const end = entries.find(({ step }) => step === -1);
      for (const answer of answers) {
        if (answer.answer === 'booked') {
          expect(entries).toContainEqual(expect.objectContaining({ number: answer.entries[0]?.number, kind: answer.entries[0]?.kind }));
        } else if (answer.answer === 'refused' && answer.code !== 'invalid_command') {
          expect([accountId, answer.code]).toEqual([accountId, end?.kind === 'expire' ? 'hold_expired' : 'hold_not_open']);
        } else expect(answer).toMatchObject({ answer: 'refused', code: 'invalid_command' });
      }
      if (late) expect(end?.kind).toBe('expire');
    }
    // Later, time has ended every hold that was left open.
    clock.ms += 1_000_000;
    while ((await ledger.bookDue(100)) > 0);
    for (const { accountId } of answered) {
      const entries = await holdEntries(database, accountId);
      expect([accountId, wrongHoldEnds(entries), entries.at(-1)?.step]).toEqual([accountId, [], -1]);
      expect(await ledger.readBalance(accountId)).toMatchObject({ held: 0n });
    }
    expect((await audit(database)).difference).toBeNull();
  },
);
