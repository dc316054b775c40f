import { isOver, keptRules, type AccountRules, type BudgetState, type CreditLine } from '../account-rules.ts';
import type { Alert } from './alerts.ts';
import { budgetAt, isWithin, shareUsed } from './budgets.ts';
import type { EntryKind, Posting } from '../entries.ts';
import { amountIn } from './postings.ts';
import type { Usage } from '../usage.ts';

/** What of an entry the rules of its account follow. */
export interface FollowedEntry {
  readonly kind: EntryKind;
  readonly atMs: number;
  readonly postings: readonly Posting[];
  readonly usage: Usage | null;
  readonly balanceAfter: bigint;
  /** Of a reversal: the entry that it undoes. */
  readonly undoes: { readonly number: number; readonly atMs: number } | null;
}

/** The rules of an account as they are after an entry, and what is to be told because of it. Pure. */
export function followRules(
  before: AccountRules,
  entry: FollowedEntry,
): { readonly rules: AccountRules | null; readonly alerts: readonly Alert[] } {
  const alerts: Alert[] = [];
  const credit = followCredit(before.credit ?? nothingOwed, entry.postings);
  const budgets = before.budgets.map((stored) => {
    if (entry.kind !== 'set-budget' && !isWithin(stored.scope, entry.usage)) return stored;
    const budget = followBudget(budgetAt(stored, entry.atMs), entry);
    const share = shareUsed(budget);
    if (share > budget.told && share !== 0) alerts.push(reached(budget, share));
    return { ...budget, told: share };
  });
  const alerted = before.alertLevel !== null && entry.balanceAfter < before.alertLevel;
  if (alerted && !before.alerted) alerts.push({ alert: 'balance.low', balance: entry.balanceAfter, level: before.alertLevel });
  const recurring = before.recurring.filter((each) => !isOver(each, entry.atMs));
  return { rules: keptRules({ ...before, credit, budgets, alerted, recurring }), alerts };
}

/** Also of an account whose credit line has ended: holds that drew on it may still be open. */
const nothingOwed: CreditLine = { limit: 0n, unbilled: 0n, billed: 0n };

/** The operator's books say what was drawn, billed and paid: what flows out of them is owed. */
function followCredit(credit: CreditLine, postings: readonly Posting[]): CreditLine | null {
  const unbilled = credit.unbilled - amountIn(postings, 'unbilled');
  const billed = credit.billed - amountIn(postings, 'receivable');
  return credit.limit === 0n && unbilled === 0n && billed === 0n ? null : { ...credit, unbilled, billed };
}

/** What is taken counts in the window of its entry; what is given back counts off where the entry that took it counted. */
function followBudget(budget: BudgetState, { kind, postings, usage, undoes }: FollowedEntry): BudgetState {
  if (!isWithin(budget.scope, usage)) return budget;
  const used = amountIn(postings, 'usage');
  if (kind === 'capture' || kind === 'spend') return { ...budget, used: budget.used + used };
  const counted = undoes !== null && undoes.number > budget.sinceNumber && undoes.atMs >= budget.windowStartMs;
  return kind === 'reverse' && counted ? { ...budget, used: budget.used + used } : budget;
}

function reached({ scope, period, used, limit, windowEndMs }: BudgetState, percent: 80 | 100): Alert {
  return { alert: 'budget.reached', scope, period, percent, used, limit, startsAnewAtMs: windowEndMs };
}
