import { availableOf, type AccountState } from './account-state.ts';
import { movesOf } from './book-entry.ts';
import { takeAvailable } from './burn-down.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { refuseForLack } from './refuse.ts';

/** Takes available credits at once, in burn-down order. */
export function decideSpend(state: AccountState, command: CheckedCommand & { readonly command: 'spend' }, atMs: number): Verdict {
  const available = availableOf(state);
  if (command.amount > available) return refuseForLack(command.amount, available);
  const moves = movesOf(takeAvailable(state.grants, command.amount), 'available', 'usage');
  return { draft: { kind: 'spend', atMs, moves, usage: command.usage } };
}
