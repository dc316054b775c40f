import { amountToText } from '../../kernel/index.ts';
import { remainingOf, type AccountState } from './account-state.ts';
import type { BudgetPeriod, BudgetScope, BudgetShare, BudgetState } from '../account-rules.ts';
import { budgetExceeded, type Refusal } from '../problems.ts';
import { refuse } from './refuse.ts';
import type { Usage, UsageMember } from '../usage.ts';

const dayMs = 86_400_000;
/** The first Monday of 1970, from which on weeks are counted. */
const firstMondayMs = 4 * dayMs;

const members: Readonly<Record<BudgetScope['type'], UsageMember>> = { project: 'projectId', api_key: 'apiKeyId', session: 'sessionId' };

/** Whether credits that are used so count towards a budget of this scope. */
export function isWithin(scope: BudgetScope, usage: Usage | null | undefined): boolean {
  return usage?.[members[scope.type]] === scope.id;
}

/** The window of a period that a moment lies in, by UTC: its first moment and the first after it. A total has one without end. */
export function windowOf(period: BudgetPeriod, atMs: number): { readonly windowStartMs: number; readonly windowEndMs: number | null } {
  if (period === 'total') return { windowStartMs: 0, windowEndMs: null };
  if (period === 'month') {
    const date = new Date(atMs);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    return { windowStartMs: Date.UTC(year, month), windowEndMs: Date.UTC(year, month + 1) };
  }
  const lengthMs = period === 'day' ? dayMs : 7 * dayMs;
  const fromMs = period === 'day' ? 0 : firstMondayMs;
  const windowStartMs = fromMs + Math.floor((atMs - fromMs) / lengthMs) * lengthMs;
  return { windowStartMs, windowEndMs: windowStartMs + lengthMs };
}

/** A budget as it stands at a moment: in a new window nothing is used. */
export function budgetAt(budget: BudgetState, atMs: number): BudgetState {
  if (budget.windowEndMs === null || atMs < budget.windowEndMs) return budget;
  return { ...budget, ...windowOf(budget.period, atMs), used: 0n, told: 0 };
}

/** What open holds keep that will count towards a budget; they count until they end, in whichever window. */
export function heldWithin(budget: BudgetState, state: AccountState): bigint {
  let held = 0n;
  for (const hold of state.holds) {
    if (hold.number > budget.sinceNumber && isWithin(budget.scope, hold.usage)) held += remainingOf(hold);
  }
  return held;
}

/** Refuses what would go beyond a budget of the account. */
export function refuseBeyondBudgets(
  state: AccountState,
  usage: Usage | null,
  amount: bigint,
  atMs: number,
): { readonly refusal: Refusal } | undefined {
  if (state.rules === null || usage === null || amount === 0n) return undefined;
  for (const stored of state.rules.budgets) {
    if (!isWithin(stored.scope, usage)) continue;
    const budget = budgetAt(stored, atMs);
    const held = heldWithin(budget, state);
    if (budget.used + held + amount <= budget.limit) continue;
    return refuseBeyond(budget, held, amount);
  }
  return undefined;
}

const scopeWords: Readonly<Record<BudgetScope['type'], string>> = { project: 'project', api_key: 'API key', session: 'session' };

function refuseBeyond(budget: BudgetState, held: bigint, amount: bigint): { readonly refusal: Refusal } {
  const { scope, period, limit, used, windowEndMs } = budget;
  const free = limit - used - held;
  const left = amountToText(free > 0n ? free : 0n);
  const whose = `${scopeWords[scope.type]} ${scope.id}`;
  const when = period === 'total' ? 'in total' : `this ${period}`;
  return refuse(
    budgetExceeded,
    `This needs ${amountToText(amount)} credits and the budget of ${whose} has ${left} left ${when}: raise the budget${period === 'total' ? '' : ', or wait'}.`,
    {
      required: amountToText(amount),
      left,
      limit: amountToText(limit),
      used: amountToText(used),
      held: amountToText(held),
      scope: { type: scope.type, id: scope.id },
      period,
      startsAnewAt: windowEndMs === null ? null : new Date(windowEndMs).toISOString(),
    },
  );
}

/** How much of a budget is used, as the shares that are told: 0, 80 or 100 percent. A budget of nothing is never told of. */
export function shareUsed({ limit, used }: Pick<BudgetState, 'limit' | 'used'>): BudgetShare {
  if (limit === 0n) return 0;
  if (used >= limit) return 100;
  return used * 100n >= limit * 80n ? 80 : 0;
}
