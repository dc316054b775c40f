import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../kernel/index.ts';
import type { Command, Ledger, TransferCommand } from './index.ts';
import { codeOf, ledgerFixture } from './testing/ledger-fixture.ts';

const fixture = ledgerFixture();
const startMs = Date.UTC(2026, 2, 1);
const clock = { ms: startMs, nowMs: () => clock.ms };
const max = 2n ** 63n - 1n;
const [accountId, other, full] = [newId('acct'), newId('acct'), newId('acct')];

/** An account with something of everything: open, ended and expired holds, used and expired grants, spends of each fate. */
beforeAll(async () => {
  const ledger = fixture.current.ledgerBy(clock);
  clock.ms = startMs;
  for (const each of [accountId, other, full]) await ledger.openAccount({ id: 'open', accountId: each });
  await ledger.grant({ id: 'fund', accountId, kind: 'purchased', amount: 1000n });
  await ledger.grant({ id: 'trial', accountId, grantId: 'grant_trial', kind: 'trial', amount: 50n, priority: 90 });
  await ledger.grant({ id: 'brief', accountId, kind: 'bonus', amount: 5n, expiresAtMs: startMs + 10, priority: 99 });
  await ledger.grant({ id: 'fund', accountId: full, kind: 'purchased', amount: max });
  await ledger.hold({ id: 'h1', accountId, holdId: 'open', amount: 100n, timeoutMs: 86_400_000, usage: { projectId: 'proj_1' } });
  await ledger.hold({ id: 'h2', accountId, holdId: 'ended', amount: 10n, timeoutMs: 86_400_000 });
  await ledger.void({ id: 'v2', accountId, holdId: 'ended' });
  await ledger.hold({ id: 'h3', accountId, holdId: 'late', amount: 10n, timeoutMs: 20 });
  await ledger.grant({ id: 'fund', accountId: other, kind: 'purchased', amount: 1000n });
  await ledger.hold({ id: 'h', accountId: other, holdId: 'of another', amount: 10n, timeoutMs: 86_400_000 });
  await ledger.spend({ id: 'of another', accountId: other, amount: 3n });
  await ledger.spend({ id: 'spent', accountId, amount: 7n });
  await ledger.spend({ id: 'undone', accountId, amount: 7n });
  await ledger.reverse({ id: 'undo', accountId, commandId: 'undone' });
  clock.ms = startMs + 20;
  // What was due is booked now, so that no refusal below brings anything else along.
  await ledger.bookDue(100);
});

/** What plain JavaScript could send: no type is trusted. */
type Sent = Readonly<Record<string, unknown>> & { readonly command: string };

const spend = (members: object = {}): Sent => ({ command: 'spend', amount: 1n, ...members });
const hold = (members: object = {}): Sent => ({ command: 'hold', holdId: 'new', amount: 1n, timeoutMs: 1000, ...members });
const grant = (members: object = {}): Sent => ({ command: 'grant', kind: 'purchased', amount: 1n, ...members });
const transfer = (members: object = {}): Sent => ({ command: 'transfer', toAccountId: other, amount: 1n, ...members });
const adjust = (members: object = {}): Sent => ({ command: 'adjust', amount: 1n, reason: 'why', ...members });
const ofHold = (command: string, holdId: unknown, members: object = {}): Sent => ({ command, holdId, ...members });
const reverse = (commandId: unknown): Sent => ({ command: 'reverse', commandId });
const budget = (members: object = {}): Sent => ({
  command: 'set-budget',
  scope: { type: 'project', id: 'proj_1' },
  period: 'day',
  limit: 100n,
  ...members,
});
const recurring = (members: object = {}): Sent => ({
  command: 'start-recurring-grant',
  recurringId: 'new',
  amount: 1n,
  unit: 'month',
  ...members,
});
const refund = (members: object = {}): Sent => ({ command: 'refund', commandId: 'fund', ...members });
const set = (command: string, amount: unknown): Sent => ({ command, amount });

/** Wherever an amount stands. */
const wrongAmounts: readonly (readonly [string, unknown])[] = [
  ['zero', 0n],
  ['less than zero', -1n],
  ['a number', 1],
  ['a fraction', 0.5],
  ['a text', '1'],
  ['not a number', Number.NaN],
  ['null', null],
  ['a list', [1n]],
  ['an object', { valueOf: () => 1n }],
  ['beyond 64 bits', max + 1n],
  ['far beyond 64 bits', 10n ** 400n],
];
const withAmount: readonly (readonly [string, (amount: unknown) => Sent])[] = [
  ['grant', (amount) => grant({ amount })],
  ['hold', (amount) => hold({ amount })],
  ['capture', (amount) => ofHold('capture', 'open', { amount })],
  ['spend', (amount) => spend({ amount })],
  ['transfer', (amount) => transfer({ amount })],
  ['adjust', (amount) => adjust({ amount: amount === -1n ? -max - 1n : amount })],
];

/** Wherever an id stands. */
const wrongIds: readonly (readonly [string, unknown])[] = [
  ['empty', ''],
  ['too long', 'x'.repeat(129)],
  ['huge', 'x'.repeat(1_000_000)],
  ['with a zero character', 'a\0b'],
  ['with a line break', 'a\nb'],
  ['with half a surrogate pair', 'a\ud800'],
  ['a number', 7],
  ['an object', { toString: () => 'open' }],
  ['null', null],
];
/** Settings that may be zero, or nothing. */
const settings: readonly (readonly [string, readonly string[], (amount: unknown) => Sent])[] = [
  ['set-reserve', ['zero'], (amount) => set('set-reserve', amount)],
  ['set-alert-level', ['null'], (amount) => set('set-alert-level', amount)],
  ['set-credit-limit', ['null'], (amount) => set('set-credit-limit', amount)],
  ['set-budget', ['zero', 'null'], (limit) => budget({ limit })],
  ['settle', [], (amount) => set('settle', amount)],
  ['start-recurring-grant', [], (amount) => recurring({ amount })],
  ['a rollover', ['null'], (max) => recurring({ rollover: { max, cycles: 1 } })],
];

const withId: readonly (readonly [string, (id: unknown) => Sent])[] = [
  ['grantId', (grantId) => grant({ grantId })],
  ['holdId of a hold', (holdId) => hold({ holdId })],
  ['holdId of a capture', (holdId) => ofHold('capture', holdId)],
  ['holdId of an extension', (holdId) => ofHold('extend', holdId, { timeoutMs: 1000 })],
  ['holdId of a void', (holdId) => ofHold('void', holdId)],
  ['commandId', (commandId) => reverse(commandId)],
  ['toAccountId', (toAccountId) => transfer({ toAccountId })],
  ['project', (projectId) => spend({ usage: { projectId } })],
  ['reference', (id) => spend({ reference: { type: 'invoice', id } })],
  ['budget', (id) => budget({ scope: { type: 'api_key', id } })],
  ['recurring grant', (recurringId) => recurring({ recurringId })],
  ['recurring grant that is stopped', (recurringId) => ({ command: 'stop-recurring-grant', recurringId })],
  ['recurring grant that is extended', (recurringId) => ({ command: 'extend-recurring-grant', recurringId, cycles: 1 })],
  ['refund', (commandId) => refund({ commandId })],
  ['bonus', (id) => refund({ bonusCommandIds: [id] })],
];

const times: readonly (readonly [string, unknown])[] = [
  ['a fraction', 0.5],
  ['zero', 0],
  ['less than zero', -1],
  ['a bigint', 1000n],
  ['a text', '1000'],
  ['endless', Infinity],
  ['two years', 730 * 86_400_000],
];

const invalid: readonly (readonly [string, Sent])[] = [
  ...withAmount.flatMap(([name, make]) =>
    wrongAmounts.map(([amount, value]): [string, Sent] => [`${name} of an amount that is ${amount}`, make(value)]),
  ),
  ...withId.flatMap(([name, make]) => wrongIds.map(([id, value]): [string, Sent] => [`${name} ${id}`, make(value)])),
  ...times.map(([name, timeoutMs]): [string, Sent] => [`a hold for a time that is ${name}`, hold({ timeoutMs })]),
  ...times.map(([name, timeoutMs]): [string, Sent] => [`an extension for a time that is ${name}`, ofHold('extend', 'open', { timeoutMs })]),
  ...settings.flatMap(([name, allowed, make]) =>
    wrongAmounts
      .filter(([amount]) => !allowed.includes(amount))
      .map(([amount, value]): [string, Sent] => [`${name} of an amount that is ${amount}`, make(value)]),
  ),
  ['a budget of nobody', budget({ scope: undefined })],
  ['a budget of a text', budget({ scope: 'proj_1' })],
  ['a budget of an unknown scope', budget({ scope: { type: 'constructor', id: 'proj_1' } })],
  ['a budget of a misspelt scope', budget({ scope: { type: 'project', id: 'proj_1', Id: 'proj_2' } })],
  ['a budget of an unknown period', budget({ period: 'year' })],
  ['a budget without a limit', budget({ limit: undefined })],
  ['a recurring grant of an unknown unit', recurring({ unit: 'toString' })],
  ['a recurring grant every half month', recurring({ every: 0.5 })],
  ['a recurring grant every hundred years', recurring({ unit: 'year', every: 100 })],
  ['a recurring grant of no cycle', recurring({ cycles: 0 })],
  ['a recurring grant from nowhen', recurring({ startsAtMs: Number.NaN })],
  ['a recurring grant from nowhere', recurring({ timeZone: 'Mars/Olympus' })],
  ['a recurring grant of transferred credits', recurring({ kind: 'transferred' })],
  ['a recurring grant of more than fits a hundred years', recurring({ amount: 10n ** 12n + 1n })],
  ['a rollover that is a text', recurring({ rollover: 'all' })],
  ['a rollover of no cycle', recurring({ rollover: { max: null, cycles: 0 } })],
  ['a refund with a bonus that is no list', refund({ bonusCommandIds: 'bonus' })],
  ['a refund with the same bonus twice', refund({ bonusCommandIds: ['brief', 'brief'] })],
  ['a refund with a hundred bonuses', refund({ bonusCommandIds: Array.from({ length: 100 }, (_, index) => String(index)) })],
  ['a refund with a grace of nothing', refund({ graceMs: 0 })],
  ['a spend that uses the reserve perhaps', spend({ useReserve: 'yes' })],
  ['an extension that is not later', ofHold('extend', 'open', { timeoutMs: 5 })],
  ['a capture that is neither final nor not', ofHold('capture', 'open', { final: 'no' })],
  ['a capture for another project than its hold', ofHold('capture', 'open', { usage: { projectId: 'proj_2' } })],
  ['a grant of no kind', grant({ kind: undefined })],
  ['a grant of an unknown kind', grant({ kind: 'toString' })],
  ['a grant of transferred credits', grant({ kind: 'transferred' })],
  ['a grant with a priority of a half', grant({ priority: 0.5 })],
  ['a grant with a priority of -1', grant({ priority: -1 })],
  ['a grant that has expired', grant({ expiresAtMs: startMs })],
  ['a grant that expires before it takes effect', grant({ effectiveAtMs: startMs + 5000, expiresAtMs: startMs + 5000 })],
  ['a grant that expires after the year 9999', grant({ expiresAtMs: 300_000_000_000_000 })],
  ['a grant with a long label', grant({ label: 'x'.repeat(201) })],
  ['a grant with a zero character in its label', grant({ label: '\0' })],
  ['a long memo', spend({ memo: 'x'.repeat(501) })],
  ['a memo with half a surrogate pair', spend({ memo: '\udc00' })],
  ['a memo that is no text', spend({ memo: { toString: () => 'memo' } })],
  ['usage that is a text', spend({ usage: 'proj_1' })],
  ['a reference of an unknown type', spend({ reference: { type: '__proto__', id: '1' } })],
  ['an adjustment without a reason', adjust({ reason: undefined })],
  ['an adjustment with an empty reason', adjust({ reason: ' ' })],
  ['a transfer to its own sender', transfer({ toAccountId: accountId })],
  ['a transfer with limits that are no limits', transfer({ limits: { blockedKinds: 5 } })],
  ['a transfer with a text as limit', transfer({ limits: { amountMin: '1' } })],
  ['an unknown command', { command: 'steal', amount: 1n }],
  ['a command that every object has', { command: 'constructor', amount: 1n }],
  ['a command without a name', { command: undefined as unknown as string, amount: 1n }],
  ['a misspelt member', grant({ expiresAtMS: startMs + 5000 })],
  ['a member of another command', spend({ holdId: 'open' })],
  ['a misspelt member of its usage', spend({ usage: { projectID: 'proj_1' } })],
  // The text of a request body may have such members of its own.
  ['a member named __proto__', { ...spend(), ...(JSON.parse('{"__proto__":{"amount":1}}') as object) }],
];

const refused: readonly (readonly [string, string, Sent])[] = [
  ...invalid.map(([name, sent]): [string, string, Sent] => [name, 'invalid_command', sent]),
  ['an account that is open already', 'account_already_open', { command: 'open-account' }],
  ['a grant id that was used', 'grant_id_used', grant({ grantId: 'grant_trial' })],
  ['a grant that no balance can hold', 'balance_too_large', grant({ amount: max })],
  ['a correction that no balance can hold', 'balance_too_large', adjust({ amount: max })],
  ['a hold id that is open', 'hold_id_used', hold({ holdId: 'open' })],
  ['a hold id that has ended', 'hold_id_used', hold({ holdId: 'ended' })],
  ['a hold of more than there is', 'insufficient_credits', hold({ amount: 10_000n })],
  ['a spend of more than there is', 'insufficient_credits', spend({ amount: max })],
  ['a correction below zero', 'insufficient_credits', adjust({ amount: -10_000n })],
  ['a capture of more than there is', 'insufficient_credits', ofHold('capture', 'open', { amount: max })],
  ['a transfer of more than there is', 'insufficient_credits', transfer({ amount: 10_000n })],
  ...['capture', 'void', 'extend'].flatMap((command): [string, string, Sent][] => {
    const members = command === 'extend' ? { timeoutMs: 200_000_000 } : {};
    return [
      [`${command} of a hold that has timed out`, 'hold_expired', ofHold(command, 'late', members)],
      [`${command} of a hold that has ended`, 'hold_not_open', ofHold(command, 'ended', members)],
      [`${command} of a hold of another account`, 'unknown_hold', ofHold(command, 'of another', members)],
      [`${command} of no hold`, 'unknown_hold', ofHold(command, '__proto__', members)],
    ];
  }),
  ['a period in which nothing was used on credit', 'nothing_to_bill', { command: 'close-period' }],
  ['a settlement of nothing owed', 'not_owed', set('settle', 1n)],
  ['a stop of a recurring grant that never ran', 'unknown_recurring_grant', { command: 'stop-recurring-grant', recurringId: 'none' }],
  ['an extension of one that never ran', 'unknown_recurring_grant', { command: 'extend-recurring-grant', recurringId: 'none', cycles: 1 }],
  ['a refund of no entry', 'unknown_entry', refund({ commandId: 'none' })],
  ['a refund of what is no purchase', 'not_refundable', refund({ commandId: 'trial' })],
  ['a refund of what is held', 'grant_held', refund()],
  ['a reversal of no entry', 'unknown_entry', reverse('none')],
  ['a reversal of an entry of another account', 'unknown_entry', reverse('of another')],
  ['a second reversal', 'already_reversed', reverse('undone')],
  ['a reversal of a hold', 'not_reversible', reverse('h1')],
  ['a reversal of a grant that is held', 'grant_held', reverse('fund')],
  ['a reversal of a grant that has expired', 'nothing_to_reverse', reverse('brief')],
  ['a transfer to no account', 'unknown_account', transfer({ toAccountId: 'acct_none' })],
  ['a transfer of credits that stay', 'credits_not_transferable', transfer({ amount: 900n })],
  ['a transfer that is too small', 'transfer_too_small', transfer({ limits: { amountMin: 2n } })],
  ['a transfer beyond the limit of a day', 'transfer_limit_reached', transfer({ amount: 2n, limits: { perDayMax: 1n } })],
  ['a transfer that the receiver cannot hold', 'balance_too_large', transfer({ toAccountId: full })],
];

function send(ledger: Ledger, id: string, sent: Sent): Promise<unknown> {
  const command = { id, accountId, ...sent };
  // The types are what this test breaks.
  if (sent.command !== 'transfer') return ledger.executeAll([command as unknown as Command]);
  const { command: _, ...members } = command;
  return ledger.transfer(members as unknown as TransferCommand);
}

interface Stored {
  /** The rows of the accounts, the journal's size and the events. */
  readonly changed: unknown;
  /** How many refusals there are, and how many the accounts count. */
  readonly refusals: readonly [bigint, bigint];
}

/** Everything that is stored about the three accounts. */
async function stored(): Promise<Stored> {
  const on = fixture.current.database.sql;
  const ours = sql`account_id = any(${[accountId, other, full]}::text[])`;
  const accounts = await sql`
    select to_jsonb(a) - 'version' - 'refusals' as row from ledger.accounts a where ${ours} order by account_id`.execute(on);
  const sizes = await sql`
    select (select count(*) from ledger.entries where ${ours}) as entries, (select count(*) from ledger.grants where ${ours}) as grants,
      (select count(*) from outbox where ${ours}) as events`.execute(on);
  const { rows } = await sql<{ stored: bigint; counted: bigint }>`
    select (select count(*) from ledger.refusals where ${ours}) as stored,
      (select sum(refusals)::bigint from ledger.accounts where ${ours}) as counted`.execute(on);
  return { changed: [accounts.rows, sizes.rows], refusals: [rows[0]?.stored ?? 0n, rows[0]?.counted ?? 0n] };
}

describe('a wrong command', () => {
  test.each(refused)('is refused, remembered and changes nothing: %s', async (name, code, sent) => {
    const { changed, refusals } = await stored();
    const after = { changed, refusals: [refusals[0] + 1n, refusals[1] + 1n] };
    expect(await codeOf(send(fixture.current.ledgerBy(clock), name, sent))).toBe(code);
    expect(await stored()).toEqual(after);
    // A ledger that has never seen it gives the same sentence, and nothing is remembered twice.
    const { rows } = await sql<{ code: string; detail: string; extras: unknown }>`
      select code, detail, extras from ledger.refusals where account_id = ${accountId} and command_id = ${name}`.execute(
      fixture.current.database.sql,
    );
    await expect(send(fixture.current.ledgerBy(clock), name, sent)).rejects.toMatchObject(rows[0] ?? {});
    expect(await stored()).toEqual(after);
  });

  test('stays refused once what it asks for would do, and its id is of no use for anything else', async () => {
    const ledger = fixture.current.ledgerBy(clock);
    await ledger.openAccount({ id: 'open', accountId: 'acct_none' });
    await ledger.grant({ id: 'more', accountId, kind: 'purchased', amount: 1_000_000n });
    clock.ms += 1000;
    for (const [name, code, sent] of refused) expect([name, await codeOf(send(ledger, name, sent))]).toEqual([name, code]);
    expect(await codeOf(send(ledger, 'a spend of more than there is', spend()))).toBe('command_id_reused');
    expect(await codeOf(send(ledger, 'a spend of more than there is', transfer()))).toBe('command_id_reused');
    expect(await codeOf(send(ledger, 'a transfer of more than there is', spend()))).toBe('command_id_reused');
    await fixture.current.expectWhole();
  });
});

describe('what cannot be remembered', () => {
  test.each([...wrongIds, ['left out', undefined]] as const)('an id %s is refused', async (_name, id) => {
    const before = await stored();
    const ledger = fixture.current.ledgerBy(clock);
    // The types are what this test breaks.
    const [own, account] = [
      { id, accountId, amount: 1n, toAccountId: other },
      { id: 'x', accountId: id, amount: 1n, toAccountId: other },
    ] as unknown as [TransferCommand, TransferCommand];
    for (const wrong of [own, account]) {
      expect(await codeOf(ledger.spend(wrong))).toBe('invalid_command');
      expect(await codeOf(ledger.transfer(wrong))).toBe('invalid_command');
      expect((await ledger.maySpend({ accountId: id as string, amount: 1n }))?.code).toBe('invalid_command');
    }
    expect(await stored()).toEqual(before);
  });

  test.each([
    ['no list', null],
    ['an empty list', []],
    ['nothing in the list', [null]],
    ['a text', ['spend']],
    ['too many', Array.from({ length: 101 }, (_, index) => ({ command: 'spend', id: String(index), accountId, amount: 1n }))],
  ])('linked commands that are %s are refused', async (_name, commands) => {
    const before = await stored();
    expect(await codeOf(fixture.current.ledgerBy(clock).executeAll(commands as unknown as Command[]))).toBe('invalid_command');
    expect(await stored()).toEqual(before);
  });

  test('a command of an account that is not open is refused', async () => {
    const ledger = fixture.current.ledgerBy(clock);
    for (const [name, , sent] of refused.filter(([, code]) => code !== 'account_already_open')) {
      const command = { ...sent, accountId: 'acct_not_open' };
      expect([name, await codeOf(send(ledger, name, command))]).toEqual([
        name,
        expect.stringMatching(/^(?:unknown_account|invalid_command)$/u),
      ]);
    }
    const { rows } = await sql`select from ledger.refusals where account_id = 'acct_not_open'`.execute(fixture.current.database.sql);
    expect(rows).toEqual([]);
  });
});

test('names that mean something to JavaScript are ids like any other', async () => {
  const ledger = fixture.current.ledgerBy(clock);
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '💥', 'ü "q" \\ %s $1']) {
    await ledger.openAccount({ id: name, accountId: name });
    await ledger.grant({ id: `${name} g`, accountId: name, grantId: name, kind: 'purchased', amount: 10n });
    await ledger.hold({
      id: `${name} h`,
      accountId: name,
      holdId: name,
      amount: 4n,
      timeoutMs: 1000,
      usage: { projectId: name, model: name },
    });
    expect(await ledger.capture({ id: `${name} c`, accountId: name, holdId: name, amount: 3n })).toMatchObject({ balanceAfter: 7n });
    expect(await codeOf(ledger.grant({ id: `${name} again`, accountId: name, grantId: name, kind: 'purchased', amount: 1n }))).toBe(
      'grant_id_used',
    );
    await ledger.reverse({ id: `${name} r`, accountId: name, commandId: `${name} c` });
    expect(await ledger.readBalance(name)).toMatchObject({ balance: 10n, held: 0n });
  }
  await fixture.current.expectWhole();
});
