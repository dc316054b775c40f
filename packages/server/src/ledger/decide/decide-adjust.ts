import { availableOf, type AccountState } from '../account/account-state.ts';
import { movesOf } from '../account/book-entry.ts';
import { takeAvailable } from '../account/burn-down.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { decideGrant } from './decide-grant.ts';
import { priorityDefault } from '../grants.ts';
import { refuseForLack } from '../account/refuse.ts';

/** Corrects the balance: up with a grant that never expires, down by taking available credits in burn-down order. */
export function decideAdjust(state: AccountState, command: CheckedCommand & { readonly command: 'adjust' }, atMs: number): Verdict {
  const { amount, grantId } = command;
  if (amount < 0n) {
    const available = availableOf(state);
    if (-amount > available) return refuseForLack(-amount, available);
    return { draft: { kind: 'adjust', atMs, moves: movesOf(takeAvailable(state.grants, -amount), 'available', 'adjustments') } };
  }
  const terms = { kind: 'adjustment' as const, priority: priorityDefault, effectiveAtMs: null, expiresAtMs: null, label: '' };
  const verdict = decideGrant(state, { ...command, ...terms, command: 'grant', amount, grantId }, atMs);
  return 'draft' in verdict ? { draft: { ...verdict.draft, kind: 'adjust' } } : verdict;
}
