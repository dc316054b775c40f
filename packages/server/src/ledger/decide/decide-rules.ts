import type { AccountRules, BudgetState } from '../account-rules.ts';
import { noRules } from '../account-rules.ts';
import type { AccountState } from '../account/account-state.ts';
import { budgetAt, windowOf } from '../account/budgets.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { tooManyRules } from '../problems.ts';
import { refuse } from '../account/refuse.ts';

/** Every budget is looked at with each hold, so their number is kept small. */
const budgetsMax = 1000;

type Of<Name extends CheckedCommand['command']> = CheckedCommand & { readonly command: Name };

/** Keeps part of the balance back. It may be more than there is: then all of it is kept back. */
export function decideSetReserve(state: AccountState, { amount }: Of<'set-reserve'>, atMs: number): Verdict {
  const rules: AccountRules = { ...rulesOf(state), reserve: amount };
  return { draft: { kind: 'set-reserve', atMs, moves: [], rule: { rule: 'reserve', amount }, rules } };
}

/** Sets the level of the low-balance alert. A balance that is below it already is told at once. */
export function decideSetAlertLevel(state: AccountState, { amount }: Of<'set-alert-level'>, atMs: number): Verdict {
  const rules: AccountRules = { ...rulesOf(state), alertLevel: amount, alerted: false };
  return { draft: { kind: 'set-alert-level', atMs, moves: [], rule: { rule: 'alert-level', amount }, rules } };
}

/** Sets, changes or removes the budget of a scope and period. */
export function decideSetBudget(state: AccountState, { scope, period, limit }: Of<'set-budget'>, atMs: number): Verdict {
  const before = rulesOf(state);
  const isSame = (budget: BudgetState): boolean =>
    budget.period === period && budget.scope.type === scope.type && budget.scope.id === scope.id;
  const existing = before.budgets.find(isSame);
  if (limit !== null && existing === undefined && before.budgets.length >= budgetsMax) {
    return refuse(tooManyRules, `An account has at most ${String(budgetsMax)} budgets: remove one that is no longer needed.`);
  }
  const kept = before.budgets.filter((budget) => limit !== null || !isSame(budget));
  const changed = kept.map((budget) => (limit !== null && isSame(budget) ? { ...budgetAt(budget, atMs), limit } : budget));
  const added: readonly BudgetState[] =
    limit === null || existing
      ? []
      : [{ scope, period, limit, sinceNumber: state.lastNumber + 1, ...windowOf(period, atMs), used: 0n, told: 0 }];
  const rules: AccountRules = { ...before, budgets: [...changed, ...added] };
  return { draft: { kind: 'set-budget', atMs, moves: [], rule: { rule: 'budget', scope, period, limit }, rules } };
}

/** Lets an account spend first and pay after. Without a limit nothing more is drawn; what is owed stays owed. */
export function decideSetCreditLimit(state: AccountState, { amount }: Of<'set-credit-limit'>, atMs: number): Verdict {
  const before = rulesOf(state);
  const credit = { ...(before.credit ?? { unbilled: 0n, billed: 0n }), limit: amount ?? 0n };
  return { draft: { kind: 'set-credit-limit', atMs, moves: [], rule: { rule: 'credit-limit', amount }, rules: { ...before, credit } } };
}

/** The rules of an account, of which none may be settled yet. */
export function rulesOf(state: AccountState): AccountRules {
  return state.rules ?? noRules;
}
