import { demand } from './broken.ts';
import { windowAround } from './calendar.ts';
import type { HoldBook } from './account-books.ts';
import type { UsageRead } from './moves.ts';
import type { RuleRead } from './read-rule.ts';

interface BudgetBook {
  readonly type: string;
  readonly scopeId: string;
  readonly period: string;
  limit: bigint;
  readonly since: number;
  startMs: number;
  endMs: number | null;
  used: bigint;
  told: number;
  /** What open holds keep that were opened after it was set. */
  held: bigint;
}

/** Where a scope stands in a usage. */
const places: Readonly<Record<string, number>> = { project: 0, api_key: 1, session: 2 };

/** The budgets of an account, and what counts towards each. */
export class BudgetBooks {
  /** In the order in which they were set. */
  #all: BudgetBook[] = [];

  set(rule: RuleRead, number: number, atMs: number): void {
    const [type, scopeId, period] = [rule.text(1), rule.text(2), rule.text(3)];
    demand(type in places, 'budgets', `there is no scope called ${type}`);
    const existing = this.#all.find((budget) => budget.type === type && budget.scopeId === scopeId && budget.period === period);
    if (rule.isNull(4)) {
      this.#all = this.#all.filter((budget) => budget !== existing);
    } else if (existing) {
      existing.limit = rule.amount(4);
    } else {
      const [startMs, endMs] = windowAround(period, atMs);
      this.#all.push({ type, scopeId, period, limit: rule.amount(4), since: number, startMs, endMs, used: 0n, told: 0, held: 0n });
    }
    // An entry that sets a budget looks at each of them.
    for (const budget of this.#all) lookAt(budget, atMs);
  }

  /** Demands that `amount` more stays within each budget of this usage. */
  demandRoom(usage: UsageRead, amount: bigint, atMs: number): void {
    if (amount === 0n) return;
    for (const budget of this.#within(usage)) {
      lookAt(budget, atMs);
      const sum = budget.used + budget.held + amount;
      const parts = `${budget.used.toString()} used, ${budget.held.toString()} held, ${amount.toString()} more`;
      demand(sum <= budget.limit, 'budgets', `${nameOf(budget)} has a limit of ${budget.limit.toString()}: ${parts} go beyond it`);
    }
  }

  /** `change` is what an entry of this usage lets a hold keep more, or less. */
  hold({ number, usage }: Pick<HoldBook, 'number' | 'usage'>, change: bigint): void {
    for (const budget of this.#within(usage)) if (number > budget.since) budget.held += change;
  }

  use(usage: UsageRead, amount: bigint, atMs: number): void {
    for (const budget of this.#within(usage)) {
      lookAt(budget, atMs);
      budget.used += amount;
      lookAt(budget, atMs);
    }
  }

  /** What is given back counts off where the entry that took it counted. */
  giveBack(usage: UsageRead, amount: bigint, original: { readonly number: number; readonly atMs: number }, atMs: number): void {
    for (const budget of this.#within(usage)) {
      lookAt(budget, atMs);
      if (original.number > budget.since && original.atMs >= budget.startMs) budget.used -= amount;
      lookAt(budget, atMs);
    }
  }

  packed(): readonly (readonly unknown[])[] {
    return this.#all.map(({ type, scopeId, period, limit, since, startMs, endMs, used, told }) => [
      type,
      scopeId,
      period,
      limit.toString(),
      since,
      startMs,
      endMs,
      used.toString(),
      told,
    ]);
  }

  *#within(usage: UsageRead): Generator<BudgetBook> {
    if (usage === null || this.#all.length === 0) return;
    for (const budget of this.#all) if (usage[places[budget.type] ?? -1] === budget.scopeId) yield budget;
  }
}

/** An entry that a budget is about finds it in the window of its moment, and tells the share that is used. */
function lookAt(budget: BudgetBook, atMs: number): void {
  if (budget.endMs !== null && atMs >= budget.endMs) {
    [budget.startMs, budget.endMs] = windowAround(budget.period, atMs);
    budget.used = 0n;
    budget.told = 0;
  }
  const percent = budget.limit === 0n ? 0n : (budget.used * 100n) / budget.limit;
  budget.told = percent >= 100n ? 100 : percent >= 80n ? 80 : 0;
}

function nameOf({ type, scopeId, period }: BudgetBook): string {
  return `the budget of ${type} ${scopeId} (${period})`;
}
