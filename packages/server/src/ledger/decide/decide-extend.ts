import type { AccountState } from '../account/account-state.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { findOpenHold } from './find-open-hold.ts';
import { invalidCommand } from '../problems.ts';
import { refuse } from '../account/refuse.ts';

/** Moves the deadline of an open hold to later. It is never moved to earlier: whoever holds may rely on it. */
export function decideExtend(state: AccountState, command: CheckedCommand & { readonly command: 'extend' }, atMs: number): Verdict {
  const found = findOpenHold(state, command.holdId);
  if ('refusal' in found) return found;
  const { hold } = found;
  const deadlineMs = atMs + command.timeoutMs;
  if (deadlineMs <= hold.deadlineMs) {
    return refuse(invalidCommand, `Hold ${hold.id} stays open for longer than that already: extend it to a later time, or void it.`);
  }
  return { draft: { kind: 'extend', atMs, moves: [], hold: { change: 'extend', hold: { ...hold, deadlineMs, steps: hold.steps + 1 } } } };
}
