import type { PaymentsContext } from '../context.ts';
import { settleDeposit } from '../settle-deposit.ts';
import { lockOpenDeposit, type NamedDeposit } from './open-deposit.ts';

/**
 * Credits a final deposit as it is, also one that is too small: at the rate of its invoice, or without one at that of its account. Refuses
 * `deposit_not_found` and `deposit_not_waiting`. When the ledger refuses it, it stays on the list, with the reason.
 */
export async function creditDeposit(context: PaymentsContext, named: NamedDeposit): Promise<void> {
  await context.database.transaction((tx) => lockOpenDeposit(tx, named));
  await settleDeposit(context, named.accountId, named.depositId, { asItIs: true });
}
