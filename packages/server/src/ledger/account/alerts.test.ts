import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from './alerts.ts';
import type { BudgetPeriod, BudgetScope } from '../account-rules.ts';
import type { BookedEntry } from './book-entry.ts';
import { histories, play } from '../testing/histories.ts';
import { amountIn } from './postings.ts';
import { isOf, windowName } from '../testing/expected-code.ts';

const runs = 400;

/** What must have been told of the balance: once whenever it falls below the level that is set. */
function lowBalances(journal: readonly BookedEntry[]): readonly bigint[] {
  const told: bigint[] = [];
  let level: bigint | null = null;
  let wasLow = false;
  for (const { entry } of journal) {
    if (entry.rule?.rule === 'alert-level') [level, wasLow] = [entry.rule.amount, false];
    const isLow: boolean = level !== null && entry.balanceAfter < level;
    if (isLow && !wasLow) told.push(entry.balanceAfter);
    wasLow = isLow;
  }
  return told;
}

interface Budget {
  readonly scope: BudgetScope;
  readonly period: BudgetPeriod;
  limit: bigint;
  readonly since: number;
  counted: { number: number; window: string; amount: bigint }[];
  share: number;
  window: string;
}

/** What must have been told of budgets: each share once, whenever it is reached from below. */
function reachedShares(journal: readonly BookedEntry[]): readonly string[] {
  const told: string[] = [];
  const budgets = new Map<string, Budget>();
  for (const { entry } of journal) {
    if (entry.rule?.rule === 'budget') {
      const { scope, period, limit } = entry.rule;
      const key = `${scope.type} ${scope.id} ${period}`;
      const known = budgets.get(key);
      if (limit === null) budgets.delete(key);
      else if (known) known.limit = limit;
      else budgets.set(key, { scope, period, limit, since: entry.number, counted: [], share: 0, window: '' });
    }
    for (const [key, budget] of budgets) {
      if (entry.rule?.rule !== 'budget' && !isOf(budget.scope, entry.usage ?? undefined)) continue;
      const window = windowName(budget.period, entry.atMs);
      const amount = amountIn(entry.postings, 'usage');
      if (isOf(budget.scope, entry.usage ?? undefined)) {
        if (['spend', 'capture'].includes(entry.kind)) budget.counted.push({ number: entry.number, window, amount });
        budget.counted = budget.counted.filter(({ number }) => entry.kind !== 'reverse' || number !== entry.reverses?.number);
      }
      const used = budget.counted.reduce((sum, part) => (part.window === window ? sum + part.amount : sum), 0n);
      const share = budget.limit === 0n || used * 5n < budget.limit * 4n ? 0 : used < budget.limit ? 80 : 100;
      if (share > (budget.window === window ? budget.share : 0)) told.push(`${key} ${String(share)} ${used.toString()}`);
      [budget.share, budget.window] = [share, window];
    }
  }
  return told;
}

function toldShares(alerts: readonly Alert[]): readonly string[] {
  return alerts.flatMap((alert) =>
    alert.alert === 'budget.reached'
      ? [`${alert.scope.type} ${alert.scope.id} ${alert.period} ${String(alert.percent)} ${alert.used.toString()}`]
      : [],
  );
}

test('what is told of balances and budgets is each crossing of the journal, once', () => {
  let [balances, shares] = [0, 0];
  fc.assert(
    fc.property(histories, (steps) => {
      const { alerts, booked } = play(steps);
      const low = alerts.flatMap((alert) => (alert.alert === 'balance.low' ? [alert.balance] : []));
      expect(low).toEqual(lowBalances(booked));
      expect(toldShares(alerts)).toEqual(reachedShares(booked));
      balances += low.length;
      shares += toldShares(alerts).length;
    }),
    { numRuns: runs },
  );
  expect([balances > 0, shares > 0]).toEqual([true, true]);
});

test('each expiry is told of at most once for 30, 7 and 1 days, in time, and never of what cannot be spent', () => {
  let told = 0;
  fc.assert(
    fc.property(histories, (steps) => {
      const seen = new Set<string>();
      let before = 0;
      play(steps, ({ alerts, nowMs, state }) => {
        for (const alert of alerts.slice(before)) {
          if (alert.alert !== 'grant.expiring') continue;
          const key = `${alert.grantId} ${String(alert.days)}`;
          expect(seen.has(key)).toBe(false);
          seen.add(key);
          const atMs = Math.max(nowMs, state?.lastAtMs ?? 0);
          expect(alert.expiresAtMs).toBeGreaterThan(atMs);
          expect(alert.expiresAtMs - alert.days * 86_400_000).toBeLessThanOrEqual(atMs);
          expect(alert.amount).toBeGreaterThan(0n);
          told += 1;
        }
        before = alerts.length;
      });
    }),
    { numRuns: runs },
  );
  expect(told).toBeGreaterThan(10);
});
