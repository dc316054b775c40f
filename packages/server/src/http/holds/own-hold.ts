import { unknownHold, type HoldView, type Ledger } from '../../ledger/index.ts';

/**
 * Holds of generations have the id of their generation. They end with it, by the work itself: whoever could capture or void one by hand
 * would get pictures for nothing.
 */
const ownHoldId = /^hold_[0-9a-hjkmnp-tv-z]{26}$/u;

/** Refuses `unknown_hold` for what was not made with `createHold`. */
export function requireOwnHoldId(holdId: string): string {
  if (!ownHoldId.test(holdId)) throw unknownHold(`There is no hold ${holdId} that you made: check its id.`);
  return holdId;
}

/** A hold of the account as it is now; refuses `unknown_hold`. */
export async function requireHold(ledger: Pick<Ledger, 'readHold'>, accountId: string, holdId: string): Promise<HoldView> {
  const hold = await ledger.readHold(accountId, requireOwnHoldId(holdId));
  if (hold === undefined) throw unknownHold(`There is no hold ${holdId}: check its id.`);
  return hold;
}
