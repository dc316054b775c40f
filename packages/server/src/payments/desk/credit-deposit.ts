import type { PaymentsContext } from '../context.ts';
import { depositNotFinal } from '../problems.ts';
import { settleDeposit } from '../settle/settle-deposit.ts';
import { readDeskDeposit, type DeskDeposit } from './read-desk-deposit.ts';

/**
 * Credits a final deposit now, also one that is too small to be credited by itself; a refused one is tried again. When it is refused once
 * more it stays on the list, with the reason of this time. Does nothing to one that is credited. May be repeated. Refuses
 * `deposit_not_found` and `deposit_not_final`.
 */
export async function creditDeposit(
  context: PaymentsContext,
  request: { readonly accountId: string; readonly depositId: string },
): Promise<DeskDeposit> {
  const { accountId, depositId } = request;
  const found = await readDeskDeposit(context, accountId, depositId);
  if (found.status === 'credited') return found;
  if (found.status !== 'final') throw depositNotFinal('Only what is final, and was not returned, can be credited.');
  await settleDeposit(context, accountId, depositId, { asItIs: true });
  return readDeskDeposit(context, accountId, depositId);
}
