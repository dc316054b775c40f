import { sql } from 'kysely';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../kernel/index.ts';
import { Ledger } from '../../index.ts';
import { ledgerFixture } from '../../testing/ledger-fixture.ts';
import { eachMove } from './each-move.ts';

const fixture = ledgerFixture();
const day = 86_400_000;
const startMs = Date.UTC(2026, 0, 1);
const at = (text: string): number => Date.parse(text);

/** A ledger in tables of its own, so that no other account is in its books. */
async function ownLedger(): Promise<{
  clock: { nowMs: number };
  ledger: Ledger;
  schema: string;
  open: () => Promise<string>;
  bookDue: () => Promise<void>;
}> {
  const { database } = fixture.current;
  const schema = newId('acct').toLowerCase();
  await sql`create schema ${sql.ref(schema)}`.execute(database.sql);
  for (const table of ['accounts', 'entries', 'grants', 'refusals']) {
    await sql`create table ${sql.ref(`${schema}.${table}`)} (like ${sql.ref(`ledger.${table}`)} including all)`.execute(database.sql);
  }
  const clock = { nowMs: startMs };
  const ledger = new Ledger({ database, clock: { nowMs: () => clock.nowMs }, schema });
  return {
    clock,
    ledger,
    schema,
    async open() {
      const accountId = newId('acct');
      await ledger.openAccount({ id: 'open', accountId });
      return accountId;
    },
    async bookDue() {
      while ((await ledger.bookDue(100)) > 0);
    },
  };
}

describe('the books', () => {
  it('tell each kind of credits apart', async () => {
    const { clock, ledger, open } = await ownLedger();
    const [ada, bob] = [await open(), await open()];
    await ledger.grant({ id: 'g1', accountId: ada, kind: 'purchased', amount: 1000n, expiresAtMs: at('2027-01-01T00:00:00Z') });
    await ledger.grant({ id: 'g2', accountId: ada, kind: 'bonus', amount: 100n, expiresAtMs: at('2026-03-01T00:00:00Z') });
    await ledger.grant({ id: 'g3', accountId: bob, kind: 'trial', amount: 10n, expiresAtMs: at('2026-02-01T00:00:00Z') });
    clock.nowMs = at('2026-01-15T12:00:00Z');
    await ledger.spend({ id: 's1', accountId: ada, amount: 130n });
    await ledger.transfer({ id: 't1', accountId: ada, toAccountId: bob, amount: 200n });
    await ledger.adjust({ id: 'a1', accountId: bob, amount: 5n, reason: 'a gesture' });
    await ledger.hold({ id: 'h1', accountId: bob, holdId: 'hold_1', amount: 20n, timeoutMs: 30 * day });
    clock.nowMs = at('2026-02-03T00:00:00Z');
    await ledger.capture({ id: 'c1', accountId: bob, holdId: 'hold_1', amount: 8n });
    await ledger.grant({ id: 'g4', accountId: bob, kind: 'refunded', amount: 3n });

    const january = await ledger.readBooks({ fromMs: startMs, atMs: at('2026-02-01T00:00:00Z') });
    expect(january.accounts).toBe(2);
    expect(january.outstanding).toEqual([
      { fund: 'trial', expiryMonth: '2026-02', available: 0n, held: 10n },
      { fund: 'purchased', expiryMonth: '2027-01', available: 960n, held: 10n },
      { fund: 'adjustment', expiryMonth: null, available: 5n, held: 0n },
    ]);
    expect(january.deferredRevenue).toEqual({ opening: 0n, change: 970n, closing: 970n });
    expect(january.usageRevenue).toEqual({ paid: 30n, gifts: 100n, adjustments: 0n, onCredit: 0n, total: 130n });
    expect(january.promotionalCost).toBe(110n);
    expect(january.breakage.total).toBe(0n);
    expect(january.books.find(({ book }) => book === 'transfers')).toMatchObject({ change: 0n });

    const february = await ledger.readBooks({ fromMs: at('2026-02-01T00:00:00Z'), atMs: clock.nowMs + 1 });
    // What was held when it expired was captured in time; what came back of it was not.
    expect(february.usageRevenue).toEqual({ paid: -3n, gifts: 8n, adjustments: 0n, onCredit: 0n, total: 5n });
    expect(february.breakage).toEqual({ paid: 0n, gifts: 2n, adjustments: 0n, onCredit: 0n, total: 2n });
    expect(february.deferredRevenue).toEqual({ opening: 970n, change: 3n, closing: 973n });
  });

  it('count what time has done, whether or not it was booked, and what lies behind later entries', async () => {
    const { clock, ledger, open, bookDue } = await ownLedger();
    const [sleeper, worker] = [await open(), await open()];
    for (const accountId of [sleeper, worker]) {
      await ledger.grant({ id: 'g1', accountId, kind: 'promotional', amount: 50n, expiresAtMs: startMs + 10 * day });
      await ledger.grant({ id: 'g2', accountId, kind: 'purchased', amount: 40n, effectiveAtMs: startMs + 10 * day });
      await ledger.hold({ id: 'h1', accountId, holdId: 'hold_1', amount: 20n, timeoutMs: 5 * day });
    }
    const days = Array.from({ length: 13 }, (_, index) => startMs + index * day + (index % 2));
    const seen = [];
    for (const atMs of days) {
      clock.nowMs = atMs;
      seen.push(await ledger.readBooks({ atMs: atMs + 1 }));
    }
    expect(seen.map(({ breakage }) => breakage.gifts)).toEqual([...Array.from({ length: 10 }, () => 0n), 100n, 100n, 100n]);
    expect(seen.map(({ deferredRevenue }) => deferredRevenue.closing)).toEqual([...Array.from({ length: 10 }, () => 0n), 80n, 80n, 80n]);
    await ledger.spend({ id: 's1', accountId: worker, amount: 1n });
    await bookDue();
    // Only how many entries are booked is another number then.
    const again = [];
    for (const atMs of days.slice(0, -1)) again.push({ ...(await ledger.readBooks({ atMs: atMs + 1 })), entries: 0 });
    expect(again).toEqual(seen.slice(0, -1).map((books) => ({ ...books, entries: 0 })));
  });

  it('age what is owed by the oldest bill first', async () => {
    const { clock, ledger, open } = await ownLedger();
    const accountId = await open();
    await ledger.setCreditLimit({ id: 'l1', accountId, amount: 10_000n });
    for (const [month, amount] of [100n, 200n, 300n, 400n].entries()) {
      clock.nowMs = Date.UTC(2026, month, 10);
      await ledger.spend({ id: `s${String(month)}`, accountId, amount });
      await ledger.closePeriod({ id: `p${String(month)}`, accountId });
    }
    await ledger.settle({ id: 'paid', accountId, amount: 150n });
    await ledger.spend({ id: 's', accountId, amount: 7n });
    await ledger.hold({ id: 'h', accountId, holdId: 'hold_1', amount: 5n, timeoutMs: day });
    const atMs = Date.UTC(2026, 3, 11);
    const books = await ledger.readBooks({ atMs });
    expect(books.owed).toEqual({
      unbilled: 7n,
      receivable: 850n,
      // Billed 1, 32, 60 and 91 days before: the first bill is paid, and half of the second.
      aged: { days0To30: 400n, days31To60: 300n + 150n, days61To90: 0n, daysOver90: 0n },
    });
    expect(books.usageRevenue).toEqual({ paid: 0n, gifts: 0n, adjustments: 0n, onCredit: 1007n, total: 1007n });
    expect((await ledger.readBooks({ atMs: Date.UTC(2026, 3, 10) })).owed.aged).toEqual({
      days0To30: 0n,
      days31To60: 500n,
      days61To90: 100n,
      daysOver90: 0n,
    });
    expect((await ledger.readBooks({ atMs: Date.UTC(2026, 6, 1) })).owed.aged).toMatchObject({ days61To90: 400n, daysOver90: 450n });
  });

  it('are the same for a period and for its parts, and agree with every balance', async () => {
    const { clock, ledger, open } = await ownLedger();
    const accountIds = [await open(), await open(), await open()];
    for (const [index, step] of (
      fc.sample(fc.array(steps, { minLength: 120, maxLength: 120, size: 'max' }), { numRuns: 1, seed: 11 })[0] ?? []
    ).entries()) {
      clock.nowMs += step.waitMs;
      const accountId = accountIds[step.account] ?? '';
      const base = { id: `c${String(index)}`, accountId, amount: step.amount };
      const expiresAtMs = step.lastsMs === undefined ? undefined : clock.nowMs + step.lastsMs;
      const holdId = `hold_${String(index % 7)}`;
      await {
        grant: () => ledger.grant({ ...base, kind: step.kind, expiresAtMs }),
        hold: () => ledger.hold({ ...base, holdId: `hold_${String(index)}`, timeoutMs: 3 * day }),
        capture: () => ledger.capture({ ...base, holdId: `hold_${String(index - 1 - (index % 3))}`, final: index % 2 === 0 }),
        spend: () => ledger.spend(base),
        adjust: () => ledger.adjust({ ...base, amount: -step.amount, reason: holdId }),
        reverse: () => ledger.reverse({ id: base.id, accountId, commandId: `c${String(index - 1 - (index % 5))}` }),
        transfer: () => ledger.transfer({ ...base, toAccountId: accountIds[(step.account + 1) % 3] ?? '' }),
        cycle: () =>
          ledger.startRecurringGrant({
            ...base,
            recurringId: base.id,
            unit: 'day',
            every: 3,
            timeZone: 'Europe/Berlin',
            cycles: 3,
            rollover: { max: 7n, cycles: 1 },
          }),
      }
        [step.what]()
        .catch(() => undefined);
    }
    const endMs = clock.nowMs + 1;
    const moments = fc.integer({ min: startMs + 1, max: endMs - 1 });
    const whole = await ledger.readBooks({ fromMs: startMs, atMs: endMs });
    await fc.assert(
      fc.asyncProperty(moments, async (middleMs) => {
        const first = await ledger.readBooks({ fromMs: startMs, atMs: middleMs });
        const second = await ledger.readBooks({ fromMs: middleMs, atMs: endMs });
        for (const [index, { book, change, closing }] of whole.books.entries()) {
          expect([book, (first.books[index]?.change ?? 0n) + (second.books[index]?.change ?? 0n)]).toEqual([book, change]);
          expect(second.books[index]?.opening).toBe(first.books[index]?.closing);
          expect(second.books[index]?.closing).toBe(closing);
        }
        for (const [index, fund] of whole.funds.entries()) {
          expect(first.funds[index]?.closing).toBe(second.funds[index]?.opening);
          for (const book of ['usage', 'breakage', 'issuance', 'promotions'] as const)
            expect((first.funds[index]?.changes[book] ?? 0n) + (second.funds[index]?.changes[book] ?? 0n)).toBe(fund.changes[book]);
        }
        expect(second.outstanding).toEqual(whole.outstanding);
        const balances = await Promise.all(accountIds.map((accountId) => ledger.readBalance(accountId, middleMs - 1)));
        const sum = (of: (balance: (typeof balances)[number]) => bigint): bigint =>
          balances.reduce((all, balance) => all + of(balance), 0n);
        expect(first.outstanding.reduce((all, line) => all + line.held, 0n)).toBe(sum(({ held }) => held));
        expect(first.outstanding.reduce((all, line) => all + line.available, 0n)).toBe(sum(({ available }) => available));
      }),
      { numRuns: 40 },
    );
    expect(whole.usageRevenue.total).not.toBe(0n);
    expect(whole.breakage.total).not.toBe(0n);
  });

  it('refuse a period that is none', async () => {
    const { ledger } = await ownLedger();
    await expect(ledger.readBooks({ fromMs: 5, atMs: 5 })).rejects.toMatchObject({ definition: { code: 'invalid_range' } });
  });

  it('do not come out when the journal does not tie', async () => {
    const { ledger, open, schema } = await ownLedger();
    const accountId = await open();
    expect(await ledger.readBooks({ atMs: startMs + 1 })).toMatchObject({ accounts: 1, entries: 1, outstanding: [] });
    expect(await ledger.readBooks({ atMs: startMs })).toMatchObject({ accounts: 0, entries: 0, outstanding: [] });
    await ledger.grant({ id: 'g1', accountId, kind: 'purchased', amount: 7n });
    const books = () => ledger.readBooks({ atMs: startMs + 1 });
    expect((await books()).deferredRevenue.closing).toBe(7n);
    const change = (what: string) =>
      sql`update ${sql.ref(`${schema}.entries`)} set ${sql.raw(what)} where number = 2`.execute(fixture.current.database.sql);
    await change(`moves = '2ia6'`);
    await expect(books()).rejects.toThrow(/does not lead to its balance: run imprest audit/u);
    await change(`moves = '2ia7', available = 6, issuance = -6`);
    await expect(books()).rejects.toThrow(/do not tie, available in the period .*: run imprest audit/u);
  });
});

const steps = fc.record({
  what: fc.constantFrom(
    'grant',
    'grant',
    'hold',
    'hold',
    'capture',
    'capture',
    'spend',
    'spend',
    'adjust',
    'reverse',
    'reverse',
    'transfer',
    'cycle',
  ),
  account: fc.nat(2),
  amount: fc.bigInt(1n, 60n),
  kind: fc.constantFrom('purchased', 'bonus', 'trial', 'subscription', 'refunded', 'adjustment'),
  lastsMs: fc.option(fc.integer({ min: 1, max: 20 * day }), { nil: undefined, freq: 4 }),
  waitMs: fc.oneof(fc.constant(0), fc.nat(2 * day)),
});

describe('eachMove', () => {
  it('reads moves as the journal writes them', () => {
    const moves: unknown[] = [];
    eachMove('3ah1500000 12pa9223372036854775807 0nu7', (...move) => moves.push(move));
    expect(moves).toEqual([
      [3, 'available', 'held', 1_500_000n],
      [12, 'promotions', 'available', 9_223_372_036_854_775_807n],
      [0, 'unbilled', 'usage', 7n],
    ]);
  });

  it.each(['3a', '3ax1', '3ah', '3ah1;', 'ah1x', '3ah-1'])('reads nothing else: %s', (text) => {
    expect(() => eachMove(text, () => undefined)).toThrow(/no version/u);
  });
});
