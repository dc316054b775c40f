import type { PaymentsContext } from '../context.ts';
import { wakeDeposits } from '../deposits/deposit-queries.ts';
import { lockInvoice, selectDepositsOf, setInvoiceCanceled } from './invoice-queries.ts';
import type { InvoiceView } from './invoice-view.ts';
import { invoiceNotFound, invoiceNotOpen } from '../problems.ts';
import { readInvoice } from './read-invoice.ts';
import { settleDeposit } from '../settle/settle-deposit.ts';
import { refreshInvoice } from '../tell-changes.ts';

/**
 * Takes back what an invoice still asks for. What has arrived stays credited, and what is still on its way will be; a part of a
 * subscription's price that waits for the rest is turned into credits. May be repeated. Refuses `invoice_not_found`, and `invoice_not_open`
 * when its whole price has arrived or is being confirmed.
 */
export async function cancelInvoice(context: PaymentsContext, accountId: string, invoiceId: string): Promise<InvoiceView> {
  const { database, clock } = context;
  const waiting = await database.transaction(async (tx) => {
    const nowMs = clock.nowMs();
    // Deposits before the invoice, in the order in which a settlement takes them.
    await wakeDeposits(tx, { account_id: accountId, id: invoiceId });
    const invoice = await lockInvoice(tx, accountId, invoiceId);
    if (invoice === undefined) throw invoiceNotFound('This account has no invoice with this id: list the invoices to see which there are.');
    if (invoice.canceled_at !== null) return [];
    if (invoice.received_usdt >= invoice.least_usdt) {
      throw invoiceNotOpen('The price of this invoice has arrived, so there is nothing left to cancel.', { status: invoice.status });
    }
    await setInvoiceCanceled(tx, invoice, nowMs);
    await refreshInvoice(tx, accountId, invoiceId, nowMs);
    const deposits = await selectDepositsOf(tx, accountId, [invoiceId]);
    return deposits.filter(({ status }) => status === 'final').map(({ id }) => id);
  });
  // A process that dies here leaves them to the next look at what is to be settled.
  for (const id of waiting) await settleDeposit(context, accountId, id);
  return readInvoice(context, accountId, invoiceId);
}
