import { afterEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { PaymentsWorld } from '../../test/support/payments.ts';
import { assert, newId } from '../kernel/index.ts';
import { audit } from '../ledger/index.ts';
import { listSubscriptions, offersLibrary, publishOffers, startUsagePlan, type Purchase, type PurchaseRequest } from '../offers/index.ts';
import type { InvoiceView } from './index.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const dayMs = 86_400_000;
const world = await PaymentsWorld.open();
await world.callToken('issue', [1_000_000n * usdt]);

afterEach(async () => {
  world.clockOffsetMs = 0;
  assert((await audit(world.database)).difference === null, 'the books are whole');
});

function publish(document: unknown): Promise<unknown> {
  return world.database.transaction((tx) => publishOffers(tx, { document, nowMs: Date.now(), publishedBy: null }));
}

async function paid(invoice: InvoiceView): Promise<InvoiceView> {
  return world.until(invoice, ({ status }) => status === 'paid');
}

async function buy(accountId: string, purchase: PurchaseRequest): Promise<InvoiceView> {
  const invoice = await world.invoice(accountId, purchase);
  await world.pay(invoice.address, invoice.amountUsdt);
  await world.mine(6);
  return paid(invoice);
}

const shown = ({ lines }: Purchase) => lines.map(({ kind, credits, label }) => [kind, credits, label]);

async function granted(accountId: string) {
  const grants = (await world.ledger.readGrants(accountId)).toSorted((a, b) => a.createdAtMs - b.createdAtMs);
  return grants.map(({ kind, amount, label }) => [kind, amount, label]);
}

async function subscriptionOf(accountId: string, atMs = Date.now() + world.clockOffsetMs) {
  return listSubscriptions(world.database.sql, accountId, atMs);
}

const ofMonths = (start: number, months: number): number => {
  const date = new Date(start);
  const later = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return Date.UTC(
    date.getUTCFullYear(),
    date.getUTCMonth() + months,
    Math.min(date.getUTCDate(), later),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
  );
};

test('what the preview shows, the invoice keeps and the payment grants', async () => {
  await publish(offersLibrary.welcome);
  const accountId = await world.openAccount();
  const wanted: readonly PurchaseRequest[] = [{ packId: 'credits-1200' }, { packId: 'credits-440' }, { images: 21 }];
  const all: unknown[] = [];
  for (const request of wanted) {
    const preview = await world.payments.previewPurchase(accountId, request);
    const invoice = await world.invoice(accountId, request);
    // The offers change between the invoice and its payment.
    await publish(offersLibrary.hundreds);
    await world.pay(invoice.address, invoice.amountUsdt);
    await world.mine(6);
    await paid(invoice);
    await publish(offersLibrary.welcome);
    expect(invoice.purchase).toEqual(preview);
    all.push(...shown(preview));
    expect((await granted(accountId)).toSorted(byText)).toEqual(all.toSorted(byText));
  }
  expect(all.filter((line) => String(line).includes('First purchase'))).toHaveLength(1);
});

test('of several first purchases at once, in two processes, one gets the bonus of a first purchase, and all get their other lines', async () => {
  await publish(offersLibrary.welcome);
  const second = world.another();
  await second.start();
  for (let round = 0; round < 3; round += 1) {
    const accountId = await world.openAccount();
    const requests: readonly PurchaseRequest[] = [
      { packId: 'credits-100' },
      { packId: 'credits-440' },
      { images: 30 },
      { packId: 'credits-100' },
    ];
    const invoices = await Promise.all(requests.map((request) => world.invoice(accountId, request)));
    for (const { purchase } of invoices) expect(purchase.lines.filter(({ condition }) => condition === 'first_purchase')).toHaveLength(1);
    for (const invoice of invoices) {
      // In two parts, so that the second part must know that the first was the first purchase.
      await world.pay(invoice.address, usdt);
      await world.pay(invoice.address, invoice.amountUsdt - usdt);
    }
    await world.mine(6);
    for (const invoice of invoices) await paid(invoice);
    const grants = await granted(accountId);
    expect(grants.filter(([, , label]) => label === 'First purchase bonus of 10 %')).toHaveLength(1);
    const promised = invoices.flatMap(({ purchase }) => purchase.lines.filter(({ condition }) => condition === null));
    expect(sumOf(promised.map(({ credits }) => credits)) + firstBonus(grants)).toBe(await world.balance(accountId));
    const { rows } = await sql<{ invoice_id: string }>`select invoice_id from first_purchases where account_id = ${accountId}`.execute(
      world.database.sql,
    );
    const first = invoices.find(({ id }) => id === rows[0]?.invoice_id);
    expect(first?.purchase.lines.find(({ condition }) => condition === 'first_purchase')?.credits).toBe(firstBonus(grants));
  }
  await second.stop();
});

test('who has been granted bought credits otherwise makes no first purchase', async () => {
  await publish(offersLibrary.welcome);
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId, 'credits-100');
  await world.ledger.grant({ id: 'by the operator', accountId, kind: 'purchased', amount: credit });
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  await paid(invoice);
  expect(firstBonus(await granted(accountId))).toBe(0n);
});

test('a subscription begins with its payment; renewals go on where it ends, on its day, without a gap or a double month', async () => {
  await publish(offersLibrary.hundreds);
  const accountId = await world.openAccount();
  const monthly = { subscriptionId: 'plan-600', term: 'monthly' } as const;
  const first = await buy(accountId, monthly);
  expect(first.explanation).toBe('50 USDT arrived and 600 credits are granted, a part each month.');
  const [begun] = await subscriptionOf(accountId);
  const start = begun?.startedAtMs ?? 0;
  expect(begun).toMatchObject({ nextCycleAtMs: null, paidUntilMs: ofMonths(start, 1), cyclesAhead: 0 });
  // Two renewals at once, and a year.
  const renewals = await Promise.all([world.invoice(accountId, monthly), world.invoice(accountId, monthly)]);
  for (const invoice of renewals) await world.pay(invoice.address, 50n * usdt);
  await world.mine(6);
  for (const invoice of renewals) await paid(invoice);
  await buy(accountId, { subscriptionId: 'plan-600', term: 'yearly' });
  expect(await subscriptionOf(accountId)).toMatchObject([
    { id: begun?.id, nextCycleAtMs: ofMonths(start, 1), paidUntilMs: ofMonths(start, 15), cyclesAhead: 14 },
  ]);
  expect(await world.balance(accountId)).toBe(600n * credit);
  const spend = (id: string, amount: bigint) => world.ledger.spend({ id, accountId, amount: amount * credit });
  await spend('first month', 100n);
  const balanceIn = async (months: number, beforeMs = 0) =>
    (await world.ledger.readBalance(accountId, ofMonths(start, months) - beforeMs)).balance / credit;
  // 500 roll over for a month, at most 600 in all; then each month leaves 600.
  expect([await balanceIn(1, 1), await balanceIn(1), await balanceIn(2), await balanceIn(11)]).toEqual([500n, 1100n, 1200n, 1200n]);
  world.clockOffsetMs = ofMonths(start, 15) - Date.now() - 5_000;
  expect(await world.balance(accountId)).toBe(1200n * credit);
  world.clockOffsetMs += 10_000;
  expect(await world.balance(accountId)).toBe(0n);
  const { entries } = await world.ledger.readStatement(accountId, { limit: 100 });
  expect(entries.filter(({ rule }) => rule?.rule === 'recurring-grant')).toHaveLength(1);
});

test('a subscription that has ended begins anew on another day', async () => {
  await publish(offersLibrary.hundreds);
  const accountId = await world.openAccount();
  const monthly = { subscriptionId: 'plan-600', term: 'monthly' } as const;
  await buy(accountId, monthly);
  const [begun] = await subscriptionOf(accountId);
  world.clockOffsetMs = 40 * dayMs;
  expect(await subscriptionOf(accountId)).toEqual([]);
  await buy(accountId, monthly);
  const [anew] = await subscriptionOf(accountId);
  expect(anew?.id).not.toBe(begun?.id);
  expect(anew?.startedAtMs).toBeGreaterThan(begun?.paidUntilMs ?? 0);
  expect(await world.balance(accountId)).toBe(600n * credit);
});

test('a plan whose credits have changed, and one that was stopped in the ledger, go on with another', async () => {
  await publish(offersLibrary.hundreds);
  const accountId = await world.openAccount();
  const monthly = { subscriptionId: 'plan-600', term: 'monthly' } as const;
  await buy(accountId, monthly);
  const [plan] = offersLibrary.hundreds.subscriptions;
  await publish({ ...offersLibrary.hundreds, subscriptions: [{ ...plan, creditsPerMonth: '700' }] });
  await buy(accountId, monthly);
  const [old, changed] = await subscriptionOf(accountId);
  expect(changed).toMatchObject({ startedAtMs: old?.paidUntilMs, creditsPerCycle: 700n * credit });
  expect(await world.balance(accountId)).toBe(600n * credit);
  expect((await world.ledger.readBalance(accountId, changed?.startedAtMs)).balance).toBe(700n * credit);
  await world.ledger.stopRecurringGrant({ id: newId('cmd'), accountId, recurringId: changed?.id ?? '' });
  await buy(accountId, monthly);
  expect(await world.balance(accountId)).toBe(1300n * credit);
});

test('a part of the price of a subscription waits for the rest, and is turned into credits when it does not come', async () => {
  await publish(offersLibrary.hundreds);
  const accountId = await world.openAccount();
  const monthly = { subscriptionId: 'plan-600', term: 'monthly' } as const;
  const [complete, given] = [await world.invoice(accountId, monthly), await world.invoice(accountId, monthly)];
  await world.pay(complete.address, 20n * usdt);
  await world.pay(given.address, 10n * usdt);
  await world.mine(6);
  const waiting = await world.until(complete, ({ status, deposits }) => status === 'underpaid' && deposits[0]?.status === 'final');
  expect(waiting.explanation).toContain('send the missing 30 USDT to the same address, and the subscription begins');
  await world.until(given, ({ status }) => status === 'underpaid');
  expect(await world.balance(accountId)).toBe(0n);
  await world.pay(complete.address, 31n * usdt);
  await world.mine(6);
  await world.until(
    complete,
    ({ status, deposits }) => status === 'overpaid' && deposits.every((deposit) => deposit.status === 'credited'),
  );
  // 1 USDT too much is 12 credits at the rate of the plan.
  expect(await world.balance(accountId)).toBe(612n * credit);
  world.clockOffsetMs = 8 * dayMs;
  await world.restart();
  const turned = await world.until(given, ({ deposits }) => deposits[0]?.status === 'credited');
  expect(turned).toMatchObject({
    status: 'underpaid',
    explanation: '10 USDT of 50 USDT arrived and was turned into 120 credits, because the rest did not come.',
  });
  expect(await world.balance(accountId)).toBe(732n * credit);
});

test('used credits are billed with the invoice and settled by its payment; what is paid twice becomes credits', async () => {
  await publish(offersLibrary.default);
  const accountId = await world.openAccount();
  const usage = { usage: true } as const;
  await expect(world.payments.previewPurchase(accountId, usage)).rejects.toMatchObject({ code: 'nothing_to_pay' });
  await expect(startUsagePlan(world, { id: 'no plan', accountId, planId: 'x' })).rejects.toMatchObject({ code: 'usage_plan_not_found' });
  await startUsagePlan(world, { id: 'plan', accountId, planId: 'usage' });
  await world.ledger.spend({ id: 's1', accountId, amount: 100n * credit });
  const one = await world.invoice(accountId, usage);
  expect(one).toMatchObject({ amountUsdt: 11n * usdt, purchase: { lines: [{ kind: 'billed', credits: 100n * credit }] } });
  const two = await world.invoice(accountId, usage);
  expect((await world.ledger.readRules(accountId)).credit).toMatchObject({ billed: 100n * credit, unbilled: 0n });
  for (const { address } of [one, two]) {
    await world.pay(address, 6n * usdt);
    await world.pay(address, 5n * usdt);
  }
  await world.mine(6);
  for (const invoice of [one, two]) await paid(invoice);
  expect((await world.ledger.readRules(accountId)).credit).toMatchObject({ billed: 0n, left: 1000n * credit });
  expect(await world.balance(accountId)).toBe(100n * credit);
});

function byText(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : 1;
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function firstBonus(grants: Awaited<ReturnType<typeof granted>>): bigint {
  return sumOf(
    grants.flatMap(([, amount, label]) => (label === 'First purchase bonus of 10 %' && typeof amount === 'bigint' ? [amount] : [])),
  );
}
