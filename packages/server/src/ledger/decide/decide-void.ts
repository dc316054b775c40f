import { giveBack } from '../account/advance.ts';
import type { AccountState } from '../account/account-state.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { findOpenHold } from './find-open-hold.ts';

/** Ends a hold and takes nothing more: what it still holds goes back where it came from, in reverse order. */
export function decideVoid(state: AccountState, command: CheckedCommand & { readonly command: 'void' }, atMs: number): Verdict {
  const found = findOpenHold(state, command.holdId);
  if ('refusal' in found) return found;
  const { hold } = found;
  return {
    draft: { kind: 'void', atMs, moves: giveBack(state, hold.parts, atMs), hold: { change: 'end', holdId: hold.id, end: 'voided' } },
  };
}
