import { appendEvents } from '../../database/index.ts';
import type { PaymentsContext } from '../context.ts';
import { lockDeposit } from '../deposits/deposit-queries.ts';
import { depositNotFinal, depositNotFound, depositSettled } from '../problems.ts';
import { depositEvents, refreshInvoices } from '../tell-changes.ts';
import { setReturned } from './desk-queries.ts';
import { readDeskDeposit, type DeskDeposit } from './read-desk-deposit.ts';

/**
 * Writes down that the operator has dealt with a deposit in another way, and takes it off the list. A final one, for example sent back from
 * their wallet, is never credited then and counts for no invoice; one that the chain took back after it was credited keeps its credits, which
 * are the operator's to take back. `memo` says what was done, 1 to 200 characters. May be repeated. Refuses `deposit_not_found`,
 * `deposit_settled` for one that is credited, and `deposit_not_final`.
 */
export async function returnDeposit(
  context: PaymentsContext,
  request: { readonly accountId: string; readonly depositId: string; readonly memo: string },
): Promise<DeskDeposit> {
  const { accountId, depositId, memo } = request;
  const { database, clock } = context;
  await database.transaction(async (tx) => {
    const deposit = await lockDeposit(tx, accountId, depositId);
    if (deposit === undefined) throw depositNotFound('This account has no such deposit: take both ids from the list.');
    if (deposit.status === 'returned') return;
    if (deposit.status === 'credited' && deposit.unmatched_reason !== 'vanished')
      throw depositSettled('The deposit is credited: take its credits back with a reversal or a refund before you send it back.');
    if (deposit.status !== 'final' && deposit.status !== 'credited')
      throw depositNotFinal('Wait until the deposit is final: until then the chain may take it back.');
    const returned = await setReturned(tx, deposit, memo);
    await refreshInvoices(tx, [returned], clock.nowMs());
    await appendEvents(tx, depositEvents(returned, Number(returned.block_number)));
  });
  return readDeskDeposit(context, accountId, depositId);
}
