import type { Sql, Tx } from '../database/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { insertFirstPurchase, selectFirstPurchase } from './queries.ts';

interface Bought {
  readonly accountId: string;
  readonly invoiceId: string;
  readonly ledger: Pick<Ledger, 'hasBeenGranted'>;
  /** The number of the first entry that the settlement has booked: what comes before it counts. */
  readonly beforeNumber?: number;
}

/**
 * Whether this invoice is the account's first purchase: credits were bought on no other one. With the transaction of a settlement it is
 * part of its decision, because the account is locked then.
 */
export async function isFirstPurchase(on: Sql, { accountId, invoiceId, ledger, beforeNumber }: Bought): Promise<boolean> {
  const first = await selectFirstPurchase(on, accountId);
  return first === undefined ? !(await ledger.hasBeenGranted(accountId, 'purchased', on, beforeNumber)) : first === invoiceId;
}

/** Writes down that the account's first purchase is this invoice, if it is. Gives whether it is. In the transaction of the settlement. */
export async function noteFirstPurchase(tx: Tx, bought: Bought): Promise<boolean> {
  if (!(await isFirstPurchase(tx, bought))) return false;
  if ((await selectFirstPurchase(tx, bought.accountId)) === undefined) await insertFirstPurchase(tx, bought.accountId, bought.invoiceId);
  return true;
}
