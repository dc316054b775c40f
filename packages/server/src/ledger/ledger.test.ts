import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { newId, Problem, systemClock } from '../kernel/index.ts';
import type { Command, Options } from './index.ts';
import { histories, historyOf, play, startMs } from './testing/histories.ts';
import { allEntries, codeOf, ledgerFixture } from './testing/ledger-fixture.ts';

const fixture = ledgerFixture();
const clock = { ms: startMs, nowMs: () => clock.ms };

describe('the same as the pure core', () => {
  test('random histories leave the same entries, answers, balances and grants in the database', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (drafted) => {
        const accountId = newId('acct');
        const steps = historyOf(drafted, accountId);
        const timed = fixture.current.ledgerBy(clock);
        clock.ms = startMs;
        const seen: { asOfMs: number; balance: bigint; held: bigint }[] = [];
        const played = play(steps);
        for (const [index, step] of steps.entries()) {
          clock.ms += step.waitMs;
          const outcome = played.outcomes[index];
          let replayed = false;
          const answer = timed.executeAll(step.request, { onReplay: () => void (replayed = true) });
          if (outcome?.outcome === 'booked') expect(await answer).toEqual(outcome.entries);
          else expect(await codeOf(answer)).toBe(outcome?.problem.code);
          expect(replayed).toBe(outcome?.outcome === 'booked' && outcome.replayed);
          const now = await timed.readBalance(accountId);
          seen.push({ asOfMs: now.asOfMs, balance: now.balance, held: now.held });
        }
        expect(await allEntries(timed, accountId)).toEqual(played.booked.map((booked) => booked.entry));
        // Only the last of several balances at one moment is the balance at that moment.
        for (const [index, then] of seen.entries()) {
          if (seen[index + 1]?.asOfMs !== then.asOfMs) expect(await timed.readBalance(accountId, then.asOfMs)).toMatchObject(then);
        }
        const grants = await timed.readGrants(accountId);
        expect(grants.map((grant) => [grant.id, grant.remaining])).toEqual(
          played.state?.grants.map((grant) => [grant.id, grant.available + grant.held]),
        );
        // Everything again, through a ledger that has never seen it.
        const late = fixture.current.ledgerBy(clock);
        for (const [index, step] of steps.entries()) {
          const outcome = played.outcomes[index];
          let replayed = false;
          const answer = late.executeAll(step.request, { onReplay: () => void (replayed = true) });
          if (outcome?.outcome === 'booked') expect(await answer).toEqual(outcome.entries);
          else expect(await codeOf(answer)).toBe(outcome?.problem.code);
          expect(replayed).toBe(outcome?.outcome === 'booked');
        }
      }),
      { numRuns: 12 },
    );
    await fixture.current.expectWhole();
  });
});

test('of the same command many times at once, through several ledgers, all answers but one are told to be repetitions', async () => {
  const { ledger, other } = fixture.current;
  const [accountId, toAccountId] = [await fixture.current.fundedAccount(10n), await fixture.current.fundedAccount(0n)];
  const alongside = () => Promise.resolve();
  const commands: readonly ((through: typeof ledger, options: Options) => Promise<unknown>)[] = [
    (through, options) => through.spend({ id: 'spend', accountId, amount: 1n }, options),
    (through, options) => through.spend({ id: 'locked', accountId, amount: 1n }, { ...options, alongside }),
    (through, options) => through.transfer({ id: 'send', accountId, toAccountId, amount: 1n }, options),
  ];
  for (const send of commands) {
    let replays = 0;
    const senders = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? ledger : other));
    await Promise.all(senders.map((through) => send(through, { onReplay: () => void (replays += 1) })));
    expect(replays).toBe(11);
  }
  expect(await ledger.readBalance(accountId)).toMatchObject({ balance: 7n });
  await fixture.current.expectWhole();
});

describe('linked commands', () => {
  test('are one transaction: a purchase with its bonus', async () => {
    const accountId = await fixture.current.fundedAccount(0n);
    const entries = await fixture.current.ledger.executeAll([
      { command: 'grant', id: 'a', accountId, kind: 'purchased', amount: 100n },
      { command: 'grant', id: 'b', accountId, kind: 'bonus', amount: 15n },
    ]);
    expect(entries.map((entry) => entry.balanceAfter)).toEqual([100n, 115n]);
    expect(
      await codeOf(
        fixture.current.ledger.executeAll([
          { command: 'spend', id: 'c', accountId, amount: 100n },
          { command: 'spend', id: 'd', accountId, amount: 100n },
        ]),
      ),
    ).toBe('insufficient_credits');
    expect(await fixture.current.ledger.readBalance(accountId)).toMatchObject({ balance: 115n });
    await fixture.current.expectWhole();
  });

  test('must be of one account, with ids of their own', async () => {
    const [one, two] = [await fixture.current.fundedAccount(1n), await fixture.current.fundedAccount(1n)];
    const spend = (id: string, accountId: string): Command => ({ command: 'spend', id, accountId, amount: 1n });
    expect(await codeOf(fixture.current.ledger.executeAll([spend('a', one), spend('b', two)]))).toBe('invalid_command');
    expect(await codeOf(fixture.current.ledger.executeAll([spend('a', one), spend('a', one)]))).toBe('invalid_command');
    expect(await codeOf(fixture.current.ledger.executeAll([]))).toBe('invalid_command');
    expect(await codeOf(fixture.current.ledger.spend({ id: '', accountId: one, amount: 1n }))).toBe('invalid_command');
  });
});

describe('what is read', () => {
  test('advances with time though nothing is stored', async () => {
    const accountId = newId('acct');
    const timed = fixture.current.ledgerBy(clock);
    clock.ms = startMs;
    await timed.openAccount({ id: 'open', accountId });
    await timed.grant({ id: 'g', accountId, kind: 'trial', amount: 100n, expiresAtMs: startMs + 1000, label: 'Welcome' });
    await timed.hold({ id: 'h', accountId, holdId: 'hold', amount: 30n, timeoutMs: 2000 });
    expect(await timed.readHold(accountId, 'hold')).toMatchObject({
      status: 'open',
      amount: 30n,
      remaining: 30n,
      deadlineMs: startMs + 2000,
    });
    expect(await timed.readGrants(accountId)).toMatchObject([
      { kind: 'trial', label: 'Welcome', amount: 100n, remaining: 100n, held: 30n },
    ]);
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
    const accountId = await fixture.current.fundedAccount(100n);
    await fixture.current.ledger.hold({ id: 'h', accountId, holdId: 'hold', amount: 30n, timeoutMs: 60_000 });
    await fixture.current.ledger.capture({ id: 'c1', accountId, holdId: 'hold', amount: 10n, final: false });
    await fixture.current.ledger.capture({ id: 'c2', accountId, holdId: 'hold', amount: 5n, final: false });
    expect(await fixture.current.ledger.readHold(accountId, 'hold')).toMatchObject({
      status: 'open',
      captured: 15n,
      remaining: 15n,
      parts: [{ amount: 15n }],
    });
    await fixture.current.ledger.void({ id: 'v', accountId, holdId: 'hold' });
    expect(await fixture.current.ledger.readHold(accountId, 'hold')).toMatchObject({
      status: 'voided',
      amount: 30n,
      captured: 15n,
      remaining: 0n,
      parts: [],
    });
    expect(await fixture.current.ledger.readBalance(accountId)).toMatchObject({ balance: 85n, held: 0n });
    expect(await fixture.current.ledger.readHold(accountId, 'no such hold')).toBeUndefined();
  });

  test('amounts above 2^53 come back exactly', async () => {
    const accountId = await fixture.current.fundedAccount(9_223_372_036_854_775_807n);
    await fixture.current.ledger.spend({ id: 's', accountId, amount: 1n });
    expect(await fixture.current.ledger.readBalance(accountId)).toMatchObject({ balance: 9_223_372_036_854_775_806n });
    expect((await fixture.current.ledger.readGrants(accountId))[0]?.remaining).toBe(9_223_372_036_854_775_806n);
  });

  test('an unknown account and a strange cursor are refused', async () => {
    expect(await codeOf(fixture.current.ledger.readBalance('acct_none'))).toBe('unknown_account');
    expect(await codeOf(fixture.current.ledger.readStatement('acct_none', { limit: 1 }))).toBe('unknown_account');
    expect(
      await codeOf(fixture.current.ledger.readStatement(await fixture.current.fundedAccount(1n), { cursor: '1; drop', limit: 1 })),
    ).toBe('invalid_cursor');
    expect(await codeOf(fixture.current.ledger.spend({ id: 's', accountId: 'acct_none', amount: 1n }))).toBe('unknown_account');
  });
});

test('an adjustment gives or takes credits, and says why', async () => {
  const accountId = await fixture.current.fundedAccount(10n);
  const { ledger } = fixture.current;
  const up = await ledger.adjust({ id: 'up', accountId, amount: 5n, reason: 'a picture came out black' });
  expect(up).toMatchObject({
    kind: 'adjust',
    balanceAfter: 15n,
    memo: 'a picture came out black',
    parts: [{ kind: 'adjustment', amount: 5n }],
  });
  const down = await ledger.adjust({ id: 'down', accountId, amount: -12n, reason: 'granted twice' });
  expect(down).toMatchObject({ kind: 'adjust', balanceAfter: 3n, grantId: null });
  expect(await codeOf(ledger.adjust({ id: 'more', accountId, amount: -4n, reason: 'granted twice' }))).toBe('insufficient_credits');
  expect(await fixture.current.other.adjust({ id: 'up', accountId, amount: 5n, reason: 'a picture came out black' })).toEqual(up);
  await fixture.current.expectWhole();
});

test('a reversal is the same for ever, and one wins when two processes reverse at once', async () => {
  const accountId = await fixture.current.fundedAccount(100n);
  const { ledger, other } = fixture.current;
  await ledger.spend({ id: 's', accountId, amount: 100n, usage: { projectId: 'proj_1' } });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      codeOf((index % 2 === 0 ? ledger : other).reverse({ id: `r${String(index)}`, accountId, commandId: 's' })),
    ),
  );
  expect(answers.filter((answer) => answer === 'booked')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'already_reversed')).toHaveLength(9);
  const taken = await ledger.reverse({ id: 'fund back', accountId, commandId: 'fund' });
  expect(taken).toMatchObject({ balanceAfter: 0n, reverses: { number: 2, rest: 0n } });
  expect(await other.reverse({ id: 'fund back', accountId, commandId: 'fund' })).toEqual(taken);
  await fixture.current.expectWhole();
});

test('an extended hold shows its new deadline, open and ended', async () => {
  const accountId = await fixture.current.fundedAccount(10n);
  const { ledger } = fixture.current;
  await ledger.hold({ id: 'h', accountId, holdId: 'hold', amount: 5n, timeoutMs: 60_000 });
  const extended = await ledger.extend({ id: 'e', accountId, holdId: 'hold', timeoutMs: 120_000 });
  const deadlineMs = extended.atMs + 120_000;
  expect(await ledger.readHold(accountId, 'hold')).toMatchObject({ status: 'open', deadlineMs });
  await ledger.capture({ id: 'c', accountId, holdId: 'hold' });
  expect(await ledger.readHold(accountId, 'hold')).toMatchObject({ status: 'captured', captured: 5n, deadlineMs });
  await fixture.current.expectWhole();
});

describe('usage', () => {
  const usage = { projectId: 'proj_1', apiKeyId: 'key_1', model: 'model_a', operation: 'generate' };

  test('of a hold is inherited by its captures, which may name another model', async () => {
    const accountId = await fixture.current.fundedAccount(100n);
    const { ledger } = fixture.current;
    const held = await ledger.hold({ id: 'h', accountId, holdId: 'hold', amount: 30n, timeoutMs: 60_000, usage });
    const first = await ledger.capture({ id: 'c', accountId, holdId: 'hold', amount: 10n, final: false });
    const second = await ledger.capture({ id: 'd', accountId, holdId: 'hold', amount: 5n, usage: { model: 'model_b' } });
    expect([held.usage, first.usage, second.usage]).toEqual([usage, usage, { ...usage, model: 'model_b' }]);
    const { rows } = await sql<{ model: string; taken: bigint }>`
      select model, sum(usage)::bigint as taken from ledger.entries where account_id = ${accountId} and project_id = 'proj_1' and usage is not null
      group by model order by model`.execute(fixture.current.database.sql);
    expect(rows).toEqual([
      { model: 'model_a', taken: 10n },
      { model: 'model_b', taken: 5n },
    ]);
    await fixture.current.expectWhole();
  });

  test('cannot be moved to another project by a capture, and is part of a command', async () => {
    const accountId = await fixture.current.fundedAccount(100n);
    const { ledger } = fixture.current;
    await ledger.hold({ id: 'h', accountId, holdId: 'hold', amount: 30n, timeoutMs: 60_000, usage });
    expect(await codeOf(ledger.capture({ id: 'c', accountId, holdId: 'hold', usage: { projectId: 'proj_2' } }))).toBe('invalid_command');
    await ledger.spend({ id: 's', accountId, amount: 1n, usage: { projectId: 'proj_1' } });
    expect(await codeOf(ledger.spend({ id: 's', accountId, amount: 1n, usage: { projectId: 'proj_2' } }))).toBe('command_id_reused');
    await fixture.current.expectWhole();
  });
});

describe('what is stored', () => {
  test('has one event per entry, in the same transaction', async () => {
    const accountId = await fixture.current.fundedAccount(100n);
    const spent = await fixture.current.ledger.spend({ id: 's', accountId, amount: 1_500_000n }).catch((problem: unknown) => problem);
    expect(spent).toBeInstanceOf(Problem);
    await fixture.current.ledger.spend({ id: 't', accountId, amount: 60n, reference: { type: 'generation', id: 'gen_1' } });
    const { rows } = await sql<{
      topic: string;
      payload: unknown;
    }>`select topic, payload from outbox where account_id = ${accountId} order by id`.execute(fixture.current.database.sql);
    const entries = await allEntries(fixture.current.ledger, accountId);
    expect(rows).toHaveLength(entries.length);
    expect(rows.at(-1)).toMatchObject({
      topic: 'entry.booked',
      payload: {
        entryId: entries.at(-1)?.id,
        number: 3,
        kind: 'spend',
        balance: '0.00004',
        held: '0',
        available: '0.00004',
        reference: { type: 'generation', id: 'gen_1' },
      },
    });
  });

  test.each(['entries', 'grants', 'refusals'])('can never be changed or removed: %s', async (name) => {
    const table = sql.table(`ledger.${name}`);
    await expect(sql`update ${table} set account_id = 'x'`.execute(fixture.current.database.sql)).rejects.toThrow(
      'never changed or removed',
    );
    await expect(sql`delete from ${table}`.execute(fixture.current.database.sql)).rejects.toThrow('never changed or removed');
    await expect(sql`truncate ${table}`.execute(fixture.current.database.sql)).rejects.toThrow('never changed or removed');
  });

  test.each([
    `kind = 'gift'`,
    'number = 0',
    `hash = 'short'`,
    'available = available + 1',
    'held_after = -1',
    'held_after = balance_after + 1',
    'command_id = null',
    'command_id = null, fingerprint = null',
    `hold_id = 'h'`,
    'hold_deadline_at = now()',
    `kind = 'extend'`,
    `transfer_id = 't'`,
    `kind = 'transfer'`,
    'reverses_number = 1, reverses_rest = 0',
    `kind = 'reverse'`,
    `kind = 'refund', reverses_number = 1`,
    `reference_type = 'image'`,
    `rule = '[]'`,
    `kind = 'set-reserve'`,
  ])('are whole, or the database does not take them: %s', async (change) => {
    const { ledger, database } = fixture.current;
    const accountId = await fixture.current.fundedAccount(10n);
    await ledger.spend({ id: 's', accountId, amount: 1n });
    const forged = database.transaction(async (tx) => {
      await sql`alter table ledger.entries disable trigger all`.execute(tx);
      await sql`update ledger.entries set ${sql.raw(change)} where account_id = ${accountId} and number = 3`.execute(tx);
    });
    await expect(forged).rejects.toThrow('entries_whole');
  });
});

test('a closed ledger answers what is under way and takes nothing more', async () => {
  const accountId = await fixture.current.fundedAccount(10n);
  const closing = fixture.current.ledgerBy(systemClock);
  const spend = closing.spend({ id: 's', accountId, amount: 1n });
  const alongside = closing.spend({ id: 't', accountId, amount: 1n }, { alongside: () => Promise.resolve() });
  await closing.close();
  expect((await spend).kind).toBe('spend');
  expect((await alongside).kind).toBe('spend');
  expect(await codeOf(closing.spend({ id: 'u', accountId, amount: 1n }))).toBe('ledger_closed');
});
