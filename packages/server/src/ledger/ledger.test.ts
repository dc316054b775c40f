import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { newId, Problem, systemClock } from '../kernel/index.ts';
import { testDatabase } from '../../test/support/database.ts';
import { audit, Ledger, type Command, type Entry } from './index.ts';
import { histories, historyOf, play, startMs } from './testing/histories.ts';

let database: Database;
let ledger: Ledger;
/** A second server process on the same database, as far as the ledger can tell. */
let other: Ledger;
const clock = { ms: startMs, nowMs: () => clock.ms };

beforeAll(async () => {
  database = await testDatabase();
  ledger = new Ledger({ database, clock: systemClock });
  other = new Ledger({ database, clock: systemClock });
  await sql`create table made (account_id text not null, id text not null, primary key (account_id, id))`.execute(database.sql);
});

async function fundedAccount(amount: bigint): Promise<string> {
  const accountId = newId('acct');
  await ledger.openAccount({ id: 'open', accountId });
  if (amount > 0n) await ledger.grant({ id: 'fund', accountId, kind: 'purchased', amount });
  return accountId;
}

async function codeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'booked';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

async function expectWhole(): Promise<void> {
  const report = await audit(database);
  expect(report.difference).toBeNull();
  expect(Object.values(report.sums).reduce((sum, amount) => sum + amount, 0n)).toBe(0n);
}

async function allEntries(of: Ledger, accountId: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await of.readStatement(accountId, { cursor, limit: 7 });
    entries.unshift(...page.entries.toReversed());
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return entries;
}

function countOf<T>(values: readonly T[], value: T): number {
  return values.filter((candidate) => candidate === value).length;
}

describe('the same as the pure core', () => {
  test('random histories leave the same entries, answers, balances and grants in the database', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (drafted) => {
        const accountId = newId('acct');
        const steps = historyOf(drafted, accountId);
        const timed = new Ledger({ database, clock });
        clock.ms = startMs;
        const seen: { asOfMs: number; balance: bigint; held: bigint }[] = [];
        const played = play(steps);
        for (const [index, step] of steps.entries()) {
          clock.ms += step.waitMs;
          const outcome = played.outcomes[index];
          const answer = timed.executeAll(step.request);
          if (outcome?.outcome === 'booked') expect(await answer).toEqual(outcome.entries);
          else expect(await codeOf(answer)).toBe(outcome?.problem.code);
          const now = await timed.readBalance(accountId);
          seen.push({ asOfMs: now.asOfMs, balance: now.balance, held: now.held });
        }
        expect(await allEntries(timed, accountId)).toEqual(played.booked.map((booked) => booked.entry));
        // Only the last of several balances at one moment is the balance at that moment.
        for (const [index, then] of seen.entries()) {
          if (seen[index + 1]?.asOfMs !== then.asOfMs) expect(await timed.readBalance(accountId, then.asOfMs)).toMatchObject(then);
        }
        const grants = await timed.readGrants(accountId);
        expect(grants.map((grant) => [grant.id, grant.remaining])).toEqual(played.state?.grants.map((grant) => [grant.id, grant.available + grant.held]));
        // Everything again, through a ledger that has never seen it.
        const late = new Ledger({ database, clock });
        for (const [index, step] of steps.entries()) {
          const outcome = played.outcomes[index];
          if (outcome?.outcome === 'booked') expect(await late.executeAll(step.request)).toEqual(outcome.entries);
          else expect(await codeOf(late.executeAll(step.request))).toBe(outcome?.problem.code);
        }
      }),
      { numRuns: 12 },
    );
    await expectWhole();
  });
});

describe('many at once', () => {
  test('a storm of commands, each sent twice through two processes, leaves whole books and one answer each', async () => {
    const accounts = await Promise.all(Array.from({ length: 8 }, () => fundedAccount(200n)));
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
        ledger.executeAll([command], { alongside }), other.executeAll([command]), ledger.executeAll([command]),
      ]);
      const told = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : reasonOf(answer.reason)));
      expect(told[1]).toEqual(told[0]);
      expect(told[2]).toEqual(told[0]);
    };
    await Promise.all(Array.from({ length: 30 }, async (_, client) => {
      for (let turn = 0; turn < 20; turn += 1) await sendOne(client, turn);
    }));
    await expectWhole();
  });

  test('one hot account through two processes: all that fits is spent, and nothing more', async () => {
    const accountId = await fundedAccount(1000n);
    const answers = await Promise.all(Array.from({ length: 400 }, (_, index) => {
      const through = index % 2 === 0 ? ledger : other;
      return codeOf(through.spend({ id: `spend_${String(index)}`, accountId, amount: 5n }));
    }));
    expect(countOf(answers, 'booked')).toBe(200);
    expect(countOf(answers, 'insufficient_credits')).toBe(200);
    expect(await ledger.readBalance(accountId)).toMatchObject({ balance: 0n });
    await expectWhole();
  });

  test.each(['together', 'alongside'])('50 simultaneous holds where one can be afforded: exactly one wins (%s)', async (way) => {
    const accountId = await fundedAccount(4n);
    const alongside = way === 'alongside'
      ? (id: string) => async (tx: Parameters<typeof insertMade>[0]) => insertMade(tx, accountId, id)
      : () => undefined;
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => {
      const id = `hold_${String(index)}`;
      const through = index % 2 === 0 ? ledger : other;
      return codeOf(through.hold({ id, accountId, holdId: id, amount: 4n, timeoutMs: 60_000 }, { alongside: alongside(id) }));
    }));
    expect(countOf(answers, 'booked')).toBe(1);
    expect(countOf(answers, 'insufficient_credits')).toBe(49);
    expect(await madeBy(accountId)).toBe(way === 'alongside' ? 1 : 0);
    expect(await ledger.readBalance(accountId)).toMatchObject({ balance: 4n, held: 4n, available: 0n });
    await expectWhole();
  });

  test('one account is opened once, whoever comes first', async () => {
    const accountId = newId('acct');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => {
      const through = index % 2 === 0 ? ledger : other;
      const alongside = index % 3 === 0 ? () => Promise.resolve() : undefined;
      return codeOf(through.openAccount({ id: `open_${String(index)}`, accountId }, { alongside }));
    }));
    expect(countOf(answers, 'booked')).toBe(1);
    expect(countOf(answers, 'account_already_open')).toBe(19);
    await expectWhole();
  });
});

function reasonOf(reason: unknown): string {
  if (reason instanceof Problem) return reason.message;
  throw reason;
}

async function insertMade(tx: Parameters<NonNullable<NonNullable<Parameters<Ledger['spend']>[1]>['alongside']>>[0], accountId: string, id: string): Promise<void> {
  await sql`insert into made (account_id, id) values (${accountId}, ${id})`.execute(tx);
}

async function madeBy(accountId: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from made where account_id = ${accountId}`.execute(database.sql);
  return Number(rows[0]?.count);
}

describe('rows of another room', () => {
  test('are written with the entry, once, however often and from wherever the command comes', async () => {
    const accountId = await fundedAccount(10n);
    const send = (through: Ledger): Promise<Entry> =>
      through.spend({ id: 'spend', accountId, amount: 1n }, { alongside: (tx, [entry]) => insertMade(tx, accountId, entry?.id ?? '') });
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => send(index % 2 === 0 ? ledger : other)));
    expect(new Set(answers.map((entry) => entry.id)).size).toBe(1);
    expect(await madeBy(accountId)).toBe(1);
  });

  test('that fail undo everything, and the same command may come again', async () => {
    const accountId = await fundedAccount(10n);
    const command = { id: 'spend', accountId, amount: 1n };
    const failing = ledger.spend(command, { alongside: async (tx) => {
      await insertMade(tx, accountId, 'half');
      throw new Error('the gallery is full');
    } });
    await expect(failing).rejects.toThrow('the gallery is full');
    expect(await ledger.readBalance(accountId)).toMatchObject({ balance: 10n });
    expect(await madeBy(accountId)).toBe(0);
    expect((await ledger.spend(command)).balanceAfter).toBe(9n);
    await expectWhole();
  });

  test('are not written on a refusal, which stays', async () => {
    const accountId = await fundedAccount(1n);
    const send = (): Promise<Entry> => ledger.spend({ id: 'dear', accountId, amount: 2n }, { alongside: (tx) => insertMade(tx, accountId, 'never') });
    expect(await codeOf(send())).toBe('insufficient_credits');
    await ledger.grant({ id: 'more', accountId, kind: 'purchased', amount: 100n });
    expect(await codeOf(send())).toBe('insufficient_credits');
    expect(await madeBy(accountId)).toBe(0);
    await expectWhole();
  });

  test('go with a connection that dies before the commit', async () => {
    const accountId = await fundedAccount(10n);
    const send = (alongside?: Parameters<Ledger['spend']>[1]): Promise<Entry> => ledger.spend({ id: 'spend', accountId, amount: 3n }, alongside);
    const dying = send({ alongside: async (tx) => {
      await insertMade(tx, accountId, 'lost');
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
    } });
    await expect(dying).rejects.toThrow();
    expect(await madeBy(accountId)).toBe(0);
    expect(await ledger.readBalance(accountId)).toMatchObject({ balance: 10n });
    expect((await send()).balanceAfter).toBe(7n);
    await expectWhole();
  });
});

describe('linked commands', () => {
  test('are one transaction: a purchase with its bonus', async () => {
    const accountId = await fundedAccount(0n);
    const entries = await ledger.executeAll([
      { command: 'grant', id: 'a', accountId, kind: 'purchased', amount: 100n },
      { command: 'grant', id: 'b', accountId, kind: 'bonus', amount: 15n },
    ]);
    expect(entries.map((entry) => entry.balanceAfter)).toEqual([100n, 115n]);
    expect(await codeOf(ledger.executeAll([
      { command: 'spend', id: 'c', accountId, amount: 100n },
      { command: 'spend', id: 'd', accountId, amount: 100n },
    ]))).toBe('insufficient_credits');
    expect(await ledger.readBalance(accountId)).toMatchObject({ balance: 115n });
    await expectWhole();
  });

  test('must be of one account, with ids of their own', async () => {
    const [one, two] = [await fundedAccount(1n), await fundedAccount(1n)];
    const spend = (id: string, accountId: string): Command => ({ command: 'spend', id, accountId, amount: 1n });
    expect(await codeOf(ledger.executeAll([spend('a', one), spend('b', two)]))).toBe('invalid_command');
    expect(await codeOf(ledger.executeAll([spend('a', one), spend('a', one)]))).toBe('invalid_command');
    expect(await codeOf(ledger.executeAll([]))).toBe('invalid_command');
    expect(await codeOf(ledger.spend({ id: '', accountId: one, amount: 1n }))).toBe('invalid_command');
  });
});

describe('what is read', () => {
  test('advances with time though nothing is stored', async () => {
    const accountId = newId('acct');
    const timed = new Ledger({ database, clock });
    clock.ms = startMs;
    await timed.openAccount({ id: 'open', accountId });
    await timed.grant({ id: 'g', accountId, kind: 'trial', amount: 100n, expiresAtMs: startMs + 1000, label: 'Welcome' });
    await timed.hold({ id: 'h', accountId, holdId: 'hold', amount: 30n, timeoutMs: 2000 });
    expect(await timed.readHold(accountId, 'hold')).toMatchObject({ status: 'open', amount: 30n, remaining: 30n, deadlineMs: startMs + 2000 });
    expect(await timed.readGrants(accountId)).toMatchObject([{ kind: 'trial', label: 'Welcome', amount: 100n, remaining: 100n, held: 30n }]);
    clock.ms = startMs + 1000;
    expect(await timed.readBalance(accountId)).toMatchObject({ balance: 30n, held: 30n, available: 0n });
    clock.ms = startMs + 2000;
    expect(await timed.readBalance(accountId)).toMatchObject({ balance: 0n, held: 0n });
    expect(await timed.readHold(accountId, 'hold')).toMatchObject({ status: 'expired', remaining: 0n, endedAtMs: startMs + 2000 });
    expect(await timed.readGrants(accountId)).toEqual([]);
    const shown = await allEntries(timed, accountId);
    expect(shown.map((entry) => entry.kind)).toEqual(['open-account', 'grant', 'hold', 'expire', 'expire']);
    // The next command stores exactly what was shown.
    clock.ms = startMs + 99_999;
    expect(await codeOf(timed.void({ id: 'v', accountId, holdId: 'hold' }))).toBe('hold_expired');
    expect(await allEntries(timed, accountId)).toEqual(shown);
    expect(await timed.readBalance(accountId, startMs + 999)).toMatchObject({ balance: 100n, held: 30n, available: 70n });
    expect(await timed.readBalance(accountId, startMs - 1)).toMatchObject({ balance: 0n });
  });

  test('a hold tells what became of it', async () => {
    const accountId = await fundedAccount(100n);
    await ledger.hold({ id: 'h', accountId, holdId: 'hold', amount: 30n, timeoutMs: 60_000 });
    await ledger.capture({ id: 'c1', accountId, holdId: 'hold', amount: 10n, final: false });
    await ledger.capture({ id: 'c2', accountId, holdId: 'hold', amount: 5n, final: false });
    expect(await ledger.readHold(accountId, 'hold')).toMatchObject({ status: 'open', captured: 15n, remaining: 15n, parts: [{ amount: 15n }] });
    await ledger.void({ id: 'v', accountId, holdId: 'hold' });
    expect(await ledger.readHold(accountId, 'hold')).toMatchObject({ status: 'voided', amount: 30n, captured: 15n, remaining: 0n, parts: [] });
    expect(await ledger.readBalance(accountId)).toMatchObject({ balance: 85n, held: 0n });
    expect(await ledger.readHold(accountId, 'no such hold')).toBeUndefined();
  });

  test('amounts above 2^53 come back exactly', async () => {
    const accountId = await fundedAccount(9_223_372_036_854_775_807n);
    await ledger.spend({ id: 's', accountId, amount: 1n });
    expect(await ledger.readBalance(accountId)).toMatchObject({ balance: 9_223_372_036_854_775_806n });
    expect((await ledger.readGrants(accountId))[0]?.remaining).toBe(9_223_372_036_854_775_806n);
  });

  test('an unknown account and a strange cursor are refused', async () => {
    expect(await codeOf(ledger.readBalance('acct_none'))).toBe('unknown_account');
    expect(await codeOf(ledger.readStatement('acct_none', { limit: 1 }))).toBe('unknown_account');
    expect(await codeOf(ledger.readStatement(await fundedAccount(1n), { cursor: '1; drop', limit: 1 }))).toBe('invalid_cursor');
    expect(await codeOf(ledger.spend({ id: 's', accountId: 'acct_none', amount: 1n }))).toBe('unknown_account');
  });
});

describe('what is stored', () => {
  test('has one event per entry, in the same transaction', async () => {
    const accountId = await fundedAccount(100n);
    const spent = await ledger.spend({ id: 's', accountId, amount: 1_500_000n }).catch((problem: unknown) => problem);
    expect(spent).toBeInstanceOf(Problem);
    await ledger.spend({ id: 't', accountId, amount: 60n, reference: { type: 'generation', id: 'gen_1' } });
    const { rows } = await sql<{ topic: string; payload: unknown }>`select topic, payload from outbox where account_id = ${accountId} order by id`.execute(database.sql);
    const entries = await allEntries(ledger, accountId);
    expect(rows).toHaveLength(entries.length);
    expect(rows.at(-1)).toMatchObject({
      topic: 'entry.booked',
      payload: {
        entryId: entries.at(-1)?.id, number: 3, kind: 'spend', balance: '0.00004', held: '0', available: '0.00004',
        reference: { type: 'generation', id: 'gen_1' },
      },
    });
  });

  test.each(['entries', 'grants', 'refusals'])('can never be changed or removed: %s', async (name) => {
    const table = sql.table(`ledger.${name}`);
    await expect(sql`update ${table} set account_id = 'x'`.execute(database.sql)).rejects.toThrow('never changed or removed');
    await expect(sql`delete from ${table}`.execute(database.sql)).rejects.toThrow('never changed or removed');
    await expect(sql`truncate ${table}`.execute(database.sql)).rejects.toThrow('never changed or removed');
  });
});

test('a closed ledger answers what is under way and takes nothing more', async () => {
  const accountId = await fundedAccount(10n);
  const closing = new Ledger({ database, clock: systemClock });
  const spend = closing.spend({ id: 's', accountId, amount: 1n });
  const alongside = closing.spend({ id: 't', accountId, amount: 1n }, { alongside: () => Promise.resolve() });
  await closing.close();
  expect((await spend).kind).toBe('spend');
  expect((await alongside).kind).toBe('spend');
  expect(await codeOf(closing.spend({ id: 'u', accountId, amount: 1n }))).toBe('ledger_closed');
});
