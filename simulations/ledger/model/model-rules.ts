import type { Command, Usage } from '../../../packages/server/src/ledger/index.ts';
import type { ModelHold } from './grants-and-holds.ts';
import { amountText, timeText } from './model-events.ts';
import { windowAround } from './model-calendar.ts';

type CommandOf<Name extends Command['command']> = Command & { readonly command: Name };

export type BudgetTerms = Pick<CommandOf<'set-budget'>, 'scope' | 'period'>;

export interface ModelBudget extends BudgetTerms {
  readonly sinceNumber: number;
  limit: bigint;
  /** What was told of which window. */
  told: { readonly share: number; readonly startMs: number };
}

export interface ModelRecurring {
  /** Of the entry that started it. */
  readonly number: number;
  readonly terms: CommandOf<'start-recurring-grant'>;
  readonly anchorMs: number;
  nextIndex: number;
  nextAtMs: number;
  cyclesLeft: number | null;
  /** Of the grant of the cycle that is under way. */
  current: number | null;
  /** Of the grants into which something rolled over. */
  rolled: readonly number[];
}

/** Credits that an entry took, and whether they were given back since. */
export interface Taken {
  readonly number: number;
  readonly atMs: number;
  readonly usage: Usage;
  readonly amount: bigint;
}

/** What an account has settled. */
export interface ModelRules {
  reserve: bigint;
  alertLevel: bigint | null;
  alerted: boolean;
  creditLimit: bigint;
  unbilled: bigint;
  billed: bigint;
  budgets: ModelBudget[];
  recurring: ModelRecurring[];
}

export function noRules(): ModelRules {
  return { reserve: 0n, alertLevel: null, alerted: false, creditLimit: 0n, unbilled: 0n, billed: 0n, budgets: [], recurring: [] };
}

export function copyRules(rules: ModelRules): ModelRules {
  return {
    ...rules,
    budgets: rules.budgets.map((budget) => ({ ...budget })),
    recurring: rules.recurring.map((recurring) => ({ ...recurring })),
  };
}

/** What a budget's decision rests on. */
export interface Spending {
  /** All that was taken and not given back. */
  readonly taken: readonly Taken[];
  readonly holds: readonly ModelHold[];
}

export function isWithin({ type, id }: BudgetTerms['scope'], usage: Usage | null | undefined): boolean {
  return { project: usage?.projectId, api_key: usage?.apiKeyId, session: usage?.sessionId }[type] === id;
}

/** What counts as used of a budget at a moment. */
export function usedOf({ scope, period, sinceNumber }: ModelBudget, { taken }: Spending, atMs: number): bigint {
  const { startMs, endMs } = windowAround(period, atMs);
  return taken
    .filter(
      (each) => each.number > sinceNumber && each.atMs >= startMs && (endMs === null || each.atMs < endMs) && isWithin(scope, each.usage),
    )
    .reduce((sum, each) => sum + each.amount, 0n);
}

/** What open holds keep of a budget. */
export function heldOf({ scope, sinceNumber }: ModelBudget, { holds }: Spending): bigint {
  return holds
    .filter((hold) => hold.number > sinceNumber && isWithin(scope, hold.usage))
    .flatMap((hold) => hold.parts)
    .reduce((sum, part) => sum + part.amount, 0n);
}

/** Whether so much more would go beyond a budget. */
export function isBeyondBudget(
  rules: ModelRules,
  usage: Usage | null | undefined,
  amount: bigint,
  spending: Spending,
  atMs: number,
): boolean {
  return rules.budgets.some(
    (budget) => isWithin(budget.scope, usage) && usedOf(budget, spending, atMs) + heldOf(budget, spending) + amount > budget.limit,
  );
}

/** Notes how much of each budget is used, and gives what is to be told. */
export function tellOfBudgets(rules: ModelRules, spending: Spending, atMs: number): readonly string[] {
  return rules.budgets.flatMap((budget) => {
    const { scope, period, limit, told } = budget;
    const used = usedOf(budget, spending, atMs);
    const { startMs, endMs } = windowAround(period, atMs);
    const share = limit === 0n ? 0 : used >= limit ? 100 : used * 10n >= limit * 8n ? 80 : 0;
    const before = told.startMs === startMs ? told.share : 0;
    budget.told = { share, startMs };
    if (share <= before) return [];
    const end = endMs === null ? 'never' : timeText(endMs);
    return [`budget.reached ${scope.type} ${scope.id} ${period} ${String(share)} ${amountText(used)} of ${amountText(limit)} ${end}`];
  });
}
