import type { AccountRules, BudgetPeriod, BudgetScope, CreditLine, RecurringTerms } from '../account-rules.ts';
import type { AccountState } from '../account/account-state.ts';
import { budgetAt, heldWithin } from '../account/budgets.ts';
import { creditLeftOf } from '../account/funds.ts';
import { rulesOf } from '../decide/decide-rules.ts';
import type { CurrentAccount } from './read-account.ts';

/** A budget as it stands now. Amounts in micro-credits, times in milliseconds since 1970. */
export interface BudgetView {
  readonly scope: BudgetScope;
  readonly period: BudgetPeriod;
  readonly limit: bigint;
  readonly used: bigint;
  /** What open holds keep of it. */
  readonly held: bigint;
  /** What may still be spent in this window: `limit − used − held`, and never less than zero. */
  readonly left: bigint;
  readonly windowStartMs: number;
  /** The first moment of the next window; `null` for a total. */
  readonly startsAnewAtMs: number | null;
}

/** A recurring grant that runs. */
export interface RecurringGrantView extends RecurringTerms {
  /** When the next cycle begins. */
  readonly nextAtMs: number;
  readonly cyclesLeft: number | null;
}

export interface RulesView extends Pick<AccountRules, 'reserve' | 'alertLevel'> {
  readonly credit: (CreditLine & { readonly left: bigint }) | null;
  readonly budgets: readonly BudgetView[];
  readonly recurringGrants: readonly RecurringGrantView[];
  readonly asOfMs: number;
}

/** The rules of an account as they stand now. */
export function rulesOfAccount({ state, asOfMs }: CurrentAccount): RulesView {
  const { reserve, alertLevel, credit, budgets, recurring } = rulesOf(state);
  return {
    reserve,
    alertLevel,
    credit: credit && { ...credit, left: creditLeftOf(state) },
    budgets: budgets.map((budget) => budgetView(state, budgetAt(budget, asOfMs))),
    // During its last cycle nothing more follows of one.
    recurringGrants: recurring
      .filter(({ cyclesLeft }) => cyclesLeft !== 0)
      .map(({ terms, nextAtMs, cyclesLeft }) => ({ ...terms, nextAtMs, cyclesLeft })),
    asOfMs,
  };
}

function budgetView(state: AccountState, budget: ReturnType<typeof budgetAt>): BudgetView {
  const { scope, period, limit, used, windowStartMs, windowEndMs } = budget;
  const held = heldWithin(budget, state);
  const left = limit - used - held;
  return { scope, period, limit, used, held, left: left > 0n ? left : 0n, windowStartMs, startsAnewAtMs: windowEndMs };
}
