import type { AccountState, HoldState } from '../account/account-state.ts';
import { holdExpired, holdNotOpen, unknownHold, type Refusal } from '../problems.ts';
import { refuse } from '../account/refuse.ts';

/** Finds the hold that a capture or a void names, or says why it cannot be resolved any more. */
export function findOpenHold(state: AccountState, holdId: string): { readonly hold: HoldState } | { readonly refusal: Refusal } {
  const hold = state.holds.find((candidate) => candidate.id === holdId);
  if (hold) return { hold };
  const end = state.endedHolds.get(holdId);
  if (end === undefined) return refuse(unknownHold, `This account has no hold ${holdId}: check the holdId and the account.`);
  if (end === 'expired') return refuse(holdExpired, `Hold ${holdId} timed out and its credits went back: place a new hold.`);
  return refuse(holdNotOpen, `Hold ${holdId} was ${end} already: a hold is resolved once.`, { status: end });
}
