import type { AccountState } from '../account/account-state.ts';
import { movesOf } from '../account/book-entry.ts';
import { refuseBeyondBudgets } from '../account/budgets.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { takeFunds } from '../account/funds.ts';

/** Takes available credits at once, in burn-down order. */
export function decideSpend(state: AccountState, command: CheckedCommand & { readonly command: 'spend' }, atMs: number): Verdict {
  const funds = takeFunds(state, command.amount, command.useReserve);
  if ('refusal' in funds) return funds;
  const beyond = refuseBeyondBudgets(state, command.usage, command.amount, atMs);
  if (beyond) return beyond;
  const moves = movesOf(funds.parts, 'available', 'usage');
  return { draft: { kind: 'spend', atMs, moves, usage: command.usage } };
}
