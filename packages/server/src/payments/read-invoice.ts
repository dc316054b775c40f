import type { PaymentsContext } from './context.ts';
import { selectDepositsOf, selectInvoice } from './invoice-queries.ts';
import { viewInvoice, type InvoiceView } from './invoice-view.ts';
import { invoiceNotFound } from './problems.ts';

/** One invoice of this account. Refuses `invoice_not_found`, also for an invoice of somebody else. */
export async function readInvoice(context: PaymentsContext, accountId: string, invoiceId: string): Promise<InvoiceView> {
  const { sql } = context.database;
  const row = await selectInvoice(sql, accountId, invoiceId);
  if (row === undefined) throw invoiceNotFound('This account has no invoice with this id: list the invoices to see which there are.');
  return viewInvoice(context, row, await selectDepositsOf(sql, accountId, [invoiceId]));
}
