import { inOneSnapshot } from '../in-one-snapshot.ts';
import type { PaymentsContext } from '../context.ts';
import { selectDepositsOf, selectInvoice } from './invoice-queries.ts';
import { viewInvoice, type InvoiceView } from './invoice-view.ts';
import { invoiceNotFound } from '../problems.ts';

/** One invoice of this account. Refuses `invoice_not_found`, also for an invoice of somebody else. */
export async function readInvoice(context: PaymentsContext, accountId: string, invoiceId: string): Promise<InvoiceView> {
  return inOneSnapshot(context.database, async (snapshot) => {
    const row = await selectInvoice(snapshot, accountId, invoiceId);
    if (row === undefined) throw invoiceNotFound('This account has no invoice with this id: list the invoices to see which there are.');
    return viewInvoice(context, row, await selectDepositsOf(snapshot, accountId, [invoiceId]));
  });
}
