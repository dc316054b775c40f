import type { PaymentsContext } from '../context.ts';
import { appendEvents } from '../../database/index.ts';
import { setReturned } from '../deposit-queries.ts';
import { depositEvents, refreshInvoices } from '../tell-changes.ts';
import { lockOpenDeposit, type NamedDeposit } from './open-deposit.ts';

/**
 * Takes a final deposit that is not credited off the list, because the operator has sent it back or dealt with it otherwise. It is never
 * credited then. Refuses `deposit_not_found` and `deposit_not_waiting`.
 */
export async function returnDeposit({ database, clock }: PaymentsContext, named: NamedDeposit): Promise<void> {
  await database.transaction(async (tx) => {
    const deposit = await lockOpenDeposit(tx, named);
    await setReturned(tx, deposit);
    const returned = { ...deposit, status: 'returned' as const };
    await refreshInvoices(tx, [returned], clock.nowMs());
    await appendEvents(tx, depositEvents(returned, Number(deposit.block_number)));
  });
}
