import { appendEvents } from '../../database/index.ts';
import type { PaymentsContext } from '../context.ts';
import { lockDeposit } from '../deposits/deposit-queries.ts';
import { lockInvoice } from '../invoices/invoice-queries.ts';
import { depositNotFound, depositSettled, invoiceNotFound } from '../problems.ts';
import { settleDeposit } from '../settle/settle-deposit.ts';
import { depositEvents, refreshInvoices } from '../tell-changes.ts';
import { giveToInvoice } from './desk-queries.ts';
import { readDeskDeposit, type DeskDeposit } from './read-desk-deposit.ts';

/**
 * Lets a deposit pay an invoice of the same account that the operator chooses, also one that is too small to be credited by itself. What is
 * final is credited at once, at the invoice's rate. May be repeated. Refuses `deposit_not_found`, `invoice_not_found`, and
 * `deposit_settled` for one that is credited or was returned.
 */
export async function assignDeposit(
  context: PaymentsContext,
  request: { readonly accountId: string; readonly depositId: string; readonly invoiceId: string },
): Promise<DeskDeposit> {
  const { accountId, depositId, invoiceId } = request;
  const { database, clock } = context;
  await database.transaction(async (tx) => {
    const deposit = await lockDeposit(tx, accountId, depositId);
    if (deposit === undefined) throw depositNotFound('This account has no such deposit: take both ids from the list.');
    if (deposit.invoice_id === invoiceId && deposit.match === 'operator') return;
    if (deposit.status === 'credited' || deposit.status === 'returned')
      throw depositSettled('The deposit is credited or was returned: nothing is left to assign.');
    const invoice = await lockInvoice(tx, accountId, invoiceId);
    if (invoice === undefined) throw invoiceNotFound('The account of the deposit has no such invoice.');
    const assigned = await giveToInvoice(tx, deposit, invoiceId);
    const nowMs = clock.nowMs();
    await refreshInvoices(tx, [deposit, assigned], nowMs);
    await appendEvents(tx, depositEvents(assigned, Number(assigned.block_number)));
  });
  await settleDeposit(context, accountId, depositId);
  return readDeskDeposit(context, accountId, depositId);
}
