import { availableOf, type AccountState } from './account-state.ts';
import { movesOf } from './book-entry.ts';
import { takeAvailable } from './burn-down.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { holdIdUsed } from './problems.ts';
import { refuse, refuseForLack } from './refuse.ts';

/** Sets credits aside. They count as gone from this moment, so a capture within the hold can never fail for lack of credits. */
export function decideHold(state: AccountState, command: CheckedCommand & { readonly command: 'hold' }, atMs: number): Verdict {
  const { holdId: id, amount, timeoutMs, usage } = command;
  if (state.endedHolds.has(id) || state.holds.some((hold) => hold.id === id)) {
    return refuse(holdIdUsed, `Hold ${id} exists already: choose another holdId.`);
  }
  const available = availableOf(state);
  if (amount > available) return refuseForLack(amount, available);
  const parts = takeAvailable(state.grants, amount);
  const hold = {
    id,
    number: state.lastNumber + 1,
    amount,
    captured: 0n,
    openedAtMs: atMs,
    deadlineMs: atMs + timeoutMs,
    steps: 0,
    parts,
    usage,
  };
  return { draft: { kind: 'hold', atMs, moves: movesOf(parts, 'available', 'held'), usage, hold: { change: 'open', hold } } };
}
