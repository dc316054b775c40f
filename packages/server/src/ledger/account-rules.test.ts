import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { codeOf, ledgerFixture } from './testing/ledger-fixture.ts';

const fixture = ledgerFixture();
const credit = 1_000_000n;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A ledger whose time stands still until the test moves it, with an account opened at the start. */
async function ledgerAt(start: string) {
  const { ledgerBy, fundedAccount, database } = fixture.current;
  const time = { nowMs: Date.parse(start) };
  const ledger = ledgerBy({ nowMs: () => time.nowMs });
  const accountId = `${await fundedAccount(0n)}_${start.slice(0, 10)}`;
  await ledger.openAccount({ id: 'open', accountId });
  return {
    ledger,
    accountId,
    passTo(moment: string) {
      time.nowMs = Date.parse(moment);
    },
    async available() {
      return (await ledger.readBalance(accountId)).available;
    },
    async told(topic: string) {
      const { rows } = await sql<{ payload: Record<string, unknown> }>`
        select payload from outbox where account_id = ${accountId} and topic = ${topic} order by id`.execute(database.sql);
      return rows.map((row) => row.payload);
    },
  };
}

describe('the reserve', () => {
  it('stays unless it is asked for', async () => {
    const { ledger, accountId } = await ledgerAt('2026-03-01T00:00:00Z');
    await ledger.grant({ id: 'g', accountId, kind: 'purchased', amount: 10n * credit });
    await ledger.setReserve({ id: 'r', accountId, amount: 4n * credit });
    expect(await codeOf(ledger.spend({ id: 's1', accountId, amount: 7n * credit }))).toBe('insufficient_credits');
    await expect(ledger.spend({ id: 's1', accountId, amount: 7n * credit })).rejects.toMatchObject({
      extras: { required: '7', available: '6', reserve: '4' },
    });
    await ledger.spend({ id: 's2', accountId, amount: 7n * credit, useReserve: true });
    expect(await codeOf(ledger.hold({ id: 'h', accountId, holdId: 'h', amount: 1n, timeoutMs: hourMs }))).toBe('insufficient_credits');
    expect(await codeOf(ledger.hold({ id: 'h2', accountId, holdId: 'h', amount: 1n, timeoutMs: hourMs, useReserve: true }))).toBe('booked');
  });
});

describe('a budget', () => {
  it('is part of the decision, counts holds, and starts anew with its window', async () => {
    const { ledger, accountId, passTo, told } = await ledgerAt('2026-03-31T23:00:00Z');
    await ledger.grant({ id: 'g', accountId, kind: 'purchased', amount: 100n * credit });
    const usage = { projectId: 'p1' };
    const scope = { type: 'project', id: 'p1' } as const;
    await ledger.setBudget({ id: 'b', accountId, scope, period: 'month', limit: 10n * credit });
    await ledger.spend({ id: 's1', accountId, amount: 6n * credit, usage });
    await ledger.hold({ id: 'h1', accountId, holdId: 'h1', amount: 3n * credit, timeoutMs: dayMs, usage });
    await expect(ledger.spend({ id: 's2', accountId, amount: 2n * credit, usage })).rejects.toMatchObject({
      definition: { code: 'budget_exceeded', status: 402 },
      extras: { required: '2', left: '1', used: '6', held: '3', limit: '10', startsAnewAt: '2026-04-01T00:00:00.000Z' },
    });
    expect(await codeOf(ledger.spend({ id: 's3', accountId, amount: 20n * credit, usage: { projectId: 'p2' } }))).toBe('booked');
    await ledger.capture({ id: 'c1', accountId, holdId: 'h1', amount: 2n * credit });
    expect(await told('budget.reached')).toEqual([expect.objectContaining({ percent: 80, used: '8' })]);
    await ledger.reverse({ id: 'v1', accountId, commandId: 'c1' });
    await ledger.spend({ id: 's4', accountId, amount: 4n * credit, usage });
    expect((await told('budget.reached')).map(({ percent }) => percent)).toEqual([80, 100]);
    passTo('2026-04-01T00:00:00Z');
    expect((await ledger.readRules(accountId)).budgets).toMatchObject([{ used: 0n, held: 0n, left: 10n * credit }]);
    await ledger.spend({ id: 's5', accountId, amount: 10n * credit, usage });
    // What was taken in the window before does not count off in this one.
    await ledger.reverse({ id: 'v2', accountId, commandId: 's4' });
    expect((await ledger.readRules(accountId)).budgets).toMatchObject([{ used: 10n * credit, left: 0n }]);
    await ledger.setBudget({ id: 'b2', accountId, scope, period: 'month', limit: null });
    expect(await codeOf(ledger.spend({ id: 's6', accountId, amount: credit, usage }))).toBe('booked');
    expect((await ledger.readRules(accountId)).budgets).toEqual([]);
  });
});

describe('the low-balance alert', () => {
  it('is told once, and again after the balance was there', async () => {
    const { ledger, accountId, told } = await ledgerAt('2026-03-01T00:00:00Z');
    await ledger.grant({ id: 'g', accountId, kind: 'purchased', amount: 10n * credit });
    await ledger.setAlertLevel({ id: 'a', accountId, amount: 5n * credit });
    for (const id of ['s1', 's2', 's3']) await ledger.spend({ id, accountId, amount: 3n * credit });
    expect(await told('balance.low')).toEqual([{ balance: '4', level: '5' }]);
    await ledger.grant({ id: 'g2', accountId, kind: 'purchased', amount: 10n * credit });
    await ledger.spend({ id: 's4', accountId, amount: 9n * credit });
    expect(await told('balance.low')).toHaveLength(2);
  });
});

describe('a credit line', () => {
  it('is drawn after the own credits, billed by period and settled', async () => {
    const { ledger, accountId, available } = await ledgerAt('2026-03-01T00:00:00Z');
    await ledger.grant({ id: 'g', accountId, kind: 'bonus', amount: 2n * credit });
    await ledger.setCreditLimit({ id: 'l', accountId, amount: 10n * credit });
    const spent = await ledger.spend({ id: 's1', accountId, amount: 5n * credit });
    expect(spent.parts).toMatchObject([
      { kind: 'bonus', amount: 2n * credit },
      { kind: 'credit_line', amount: 3n * credit },
    ]);
    await ledger.hold({ id: 'h', accountId, holdId: 'h', amount: 7n * credit, timeoutMs: hourMs });
    expect(await codeOf(ledger.spend({ id: 's2', accountId, amount: 1n }))).toBe('insufficient_credits');
    const closed = await ledger.closePeriod({ id: 'p1', accountId });
    expect(closed.postings).toEqual([
      { book: 'unbilled', amount: 3n * credit },
      { book: 'receivable', amount: -3n * credit },
    ]);
    expect(await codeOf(ledger.closePeriod({ id: 'p2', accountId }))).toBe('nothing_to_bill');
    await ledger.capture({ id: 'c', accountId, holdId: 'h', amount: 4n * credit });
    expect((await ledger.readRules(accountId)).credit).toEqual({
      limit: 10n * credit,
      unbilled: 4n * credit,
      billed: 3n * credit,
      left: 3n * credit,
    });
    expect(await codeOf(ledger.settle({ id: 't1', accountId, amount: 4n * credit }))).toBe('not_owed');
    await ledger.settle({ id: 't2', accountId, amount: 3n * credit });
    await ledger.reverse({ id: 'v', accountId, commandId: 's1' });
    expect(await available()).toBe(2n * credit);
    expect((await ledger.readRules(accountId)).credit).toMatchObject({ unbilled: credit, billed: 0n });
    await ledger.setCreditLimit({ id: 'l2', accountId, amount: null });
    expect(await codeOf(ledger.spend({ id: 's3', accountId, amount: 3n * credit }))).toBe('insufficient_credits');
  });
});

describe('a credit line that was ended', () => {
  it('still counts what open holds give back', async () => {
    const { ledger, accountId } = await ledgerAt('2026-04-01T00:00:00Z');
    await ledger.setCreditLimit({ id: 'c1', accountId, amount: 100n * credit });
    await ledger.spend({ id: 's', accountId, amount: 10n * credit });
    await ledger.closePeriod({ id: 'p', accountId });
    await ledger.settle({ id: 'paid', accountId, amount: 10n * credit });
    await ledger.hold({ id: 'h', accountId, holdId: 'h', amount: 10n * credit, timeoutMs: hourMs });
    await ledger.setCreditLimit({ id: 'c2', accountId, amount: null });
    // What was paid for and is given back makes up for what the hold keeps: nothing is owed at this moment.
    await ledger.reverse({ id: 'r', accountId, commandId: 's' });
    expect((await ledger.readRules(accountId)).credit).toBeNull();
    await ledger.void({ id: 'v', accountId, holdId: 'h' });
    expect((await ledger.readRules(accountId)).credit).toMatchObject({ limit: 0n, unbilled: -10n * credit, billed: 0n });
  });
});

describe('a recurring grant', () => {
  it('gives a new balance each cycle, on the last day of shorter months', async () => {
    const { ledger, accountId, passTo, available } = await ledgerAt('2026-01-31T10:00:00Z');
    await ledger.startRecurringGrant({ id: 'r', accountId, recurringId: 'plan', amount: 10n * credit, unit: 'month', cycles: 3 });
    expect(await available()).toBe(10n * credit);
    await ledger.spend({ id: 's', accountId, amount: 4n * credit });
    passTo('2026-02-28T09:59:59.999Z');
    expect(await available()).toBe(6n * credit);
    passTo('2026-02-28T10:00:00Z');
    expect(await available()).toBe(10n * credit);
    passTo('2026-03-31T10:00:00Z');
    expect(await available()).toBe(10n * credit);
    passTo('2026-04-30T10:00:00Z');
    expect(await available()).toBe(0n);
    const { entries } = await ledger.readStatement(accountId, { limit: 20 });
    expect(
      entries
        .map(({ kind, atMs }) => [kind, new Date(atMs).toISOString()])
        .toReversed()
        .slice(1),
    ).toEqual([
      ['start-recurring-grant', '2026-01-31T10:00:00.000Z'],
      ['grant', '2026-01-31T10:00:00.000Z'],
      ['spend', '2026-01-31T10:00:00.000Z'],
      ['grant', '2026-02-28T10:00:00.000Z'],
      ['expire', '2026-02-28T10:00:00.000Z'],
      ['grant', '2026-03-31T10:00:00.000Z'],
      ['expire', '2026-03-31T10:00:00.000Z'],
      ['expire', '2026-04-30T10:00:00.000Z'],
    ]);
  });

  it('shows the grant of a cycle that nobody has booked yet', async () => {
    const { ledger, accountId, passTo } = await ledgerAt('2026-05-01T00:00:00Z');
    const plan = { recurringId: 'plan', amount: 10n * credit, unit: 'day', label: 'Daily' } as const;
    await ledger.startRecurringGrant({ id: 'r', accountId, ...plan, rollover: { max: 4n * credit, cycles: null } });
    passTo('2026-05-02T00:00:00Z');
    const shown = await ledger.readGrants(accountId);
    expect(shown).toMatchObject([
      { amount: 10n * credit, remaining: 10n * credit, label: 'Daily', expiresAtMs: Date.parse('2026-05-03T00:00:00Z') },
      { amount: 4n * credit, remaining: 4n * credit, label: 'Daily', expiresAtMs: null },
    ]);
    await ledger.bookDue(1000);
    expect(await ledger.readGrants(accountId)).toEqual(shown);
  });

  it('keeps its local time across a change of clocks, and rolls over up to its cap', async () => {
    const { ledger, accountId, passTo, available } = await ledgerAt('2026-03-28T12:00:00Z');
    await ledger.startRecurringGrant({
      id: 'r',
      accountId,
      recurringId: 'plan',
      amount: 10n * credit,
      unit: 'day',
      startsAtMs: Date.parse('2026-03-27T08:30:00Z'),
      timeZone: 'Europe/Berlin',
      rollover: { max: 3n * credit, cycles: 2 },
    });
    expect(await available()).toBe(10n * credit);
    passTo('2026-03-29T07:29:59.999Z');
    expect(await available()).toBe(10n * credit);
    passTo('2026-03-29T07:30:00Z');
    expect(await available()).toBe(13n * credit);
    passTo('2026-03-30T07:30:00Z');
    expect(await available()).toBe(13n * credit);
    // The three that rolled over first end here; three of the cycle that ends take their place.
    passTo('2026-03-31T07:30:00Z');
    expect(await available()).toBe(13n * credit);
    await ledger.stopRecurringGrant({ id: 'x', accountId, recurringId: 'plan' });
    passTo('2026-04-01T07:30:00Z');
    expect(await available()).toBe(3n * credit);
    expect(await codeOf(ledger.stopRecurringGrant({ id: 'x2', accountId, recurringId: 'plan' }))).toBe('unknown_recurring_grant');
  });
});

describe('an extended recurring grant', () => {
  const plan = { recurringId: 'plan', amount: 10n * credit, unit: 'month' } as const;

  it('goes on where its last cycle ends, on its own days, and rolls over as if it had been longer from the start', async () => {
    const { ledger, accountId, passTo, available } = await ledgerAt('2026-01-31T10:00:00Z');
    const rollover = { max: 5n * credit, cycles: 1 };
    await ledger.startRecurringGrant({ id: 'r', accountId, ...plan, cycles: 1, rollover });
    await ledger.spend({ id: 's', accountId, amount: 2n * credit });
    expect((await ledger.readRules(accountId)).recurringGrants).toEqual([]);
    expect(await codeOf(ledger.startRecurringGrant({ id: 'r2', accountId, ...plan }))).toBe('recurring_id_used');
    passTo('2026-02-28T09:59:59.999Z');
    await ledger.extendRecurringGrant({ id: 'e1', accountId, recurringId: 'plan', cycles: 2 });
    expect(await available()).toBe(8n * credit);
    passTo('2026-02-28T10:00:00Z');
    expect(await available()).toBe(15n * credit);
    passTo('2026-03-31T09:59:59.999Z');
    expect(await available()).toBe(15n * credit);
    passTo('2026-03-31T10:00:00Z');
    expect(await available()).toBe(15n * credit);
    passTo('2026-04-30T10:00:00Z');
    expect(await available()).toBe(0n);
    expect(await codeOf(ledger.extendRecurringGrant({ id: 'e2', accountId, recurringId: 'plan', cycles: 1 }))).toBe(
      'unknown_recurring_grant',
    );
    await ledger.startRecurringGrant({ id: 'r3', accountId, ...plan, cycles: 1 });
    expect(await available()).toBe(10n * credit);
  });

  it('is refused for one without a last cycle', async () => {
    const { ledger, accountId } = await ledgerAt('2026-01-31T10:00:00Z');
    await ledger.startRecurringGrant({ id: 'r', accountId, ...plan });
    expect(await codeOf(ledger.extendRecurringGrant({ id: 'e', accountId, recurringId: 'plan', cycles: 1 }))).toBe('invalid_command');
  });
});

describe('a warning of expiry', () => {
  it('comes 30, 7 and 1 days ahead, once each, and only the last of those that are late', async () => {
    const { ledger, accountId, passTo, told } = await ledgerAt('2026-01-01T00:00:00Z');
    await ledger.grant({ id: 'g1', accountId, kind: 'purchased', amount: credit, expiresAtMs: Date.parse('2026-03-01T00:00:00Z') });
    await ledger.grant({ id: 'g2', accountId, kind: 'bonus', amount: credit, expiresAtMs: Date.parse('2026-01-06T00:00:00Z') });
    passTo('2026-01-30T00:00:00Z');
    await ledger.bookDue(1000);
    await ledger.bookDue(1000);
    expect((await told('grant.expiring')).map(({ days }) => days)).toEqual([30]);
    passTo('2026-02-28T12:00:00Z');
    await ledger.bookDue(1000);
    expect((await told('grant.expiring')).map(({ days }) => days)).toEqual([30, 1]);
  });
});

describe('a refund', () => {
  const first = { kind: 'purchased', amount: 100n * credit } as const;

  it('pays back what is unused, after what was used of the bonus, and withdraws the bonus', async () => {
    const { ledger, accountId, passTo, available } = await ledgerAt('2026-03-01T00:00:00Z');
    await ledger.grant({ id: 'buy', accountId, ...first });
    await ledger.grant({ id: 'bonus', accountId, kind: 'bonus', amount: 20n * credit });
    await ledger.spend({ id: 's', accountId, amount: 15n * credit });
    await ledger.hold({ id: 'h', accountId, holdId: 'h', amount: credit, timeoutMs: hourMs });
    const refund = { accountId, commandId: 'buy', bonusCommandIds: ['bonus'] };
    expect(await codeOf(ledger.refund({ id: 'r1', ...refund }))).toBe('grant_held');
    await ledger.void({ id: 'v', accountId, holdId: 'h' });
    passTo('2026-03-14T23:59:59.999Z');
    const booked = await ledger.refund({ id: 'r2', ...refund });
    expect(booked.postings).toEqual([
      { book: 'available', amount: -105n * credit },
      { book: 'issuance', amount: 85n * credit },
      { book: 'promotions', amount: 20n * credit },
    ]);
    expect(booked.reverses?.rest).toBe(15n * credit);
    expect(await available()).toBe(0n);
    expect(await codeOf(ledger.refund({ id: 'r3', ...refund }))).toBe('already_reversed');
  });

  it('is of the first purchase alone, and within its grace', async () => {
    const { ledger, accountId, passTo } = await ledgerAt('2026-03-01T00:00:00Z');
    await ledger.grant({ id: 'buy', accountId, ...first });
    await ledger.grant({ id: 'buy2', accountId, ...first });
    expect(await codeOf(ledger.refund({ id: 'r1', accountId, commandId: 'buy2' }))).toBe('not_refundable');
    passTo('2026-03-15T00:00:00Z');
    expect(await codeOf(ledger.refund({ id: 'r2', accountId, commandId: 'buy' }))).toBe('not_refundable');
    expect(await codeOf(ledger.refund({ id: 'r3', accountId, commandId: 'nothing' }))).toBe('unknown_entry');
  });
});
