import type { PaymentsContext } from '../context.ts';
import { inOneSnapshot } from '../in-one-snapshot.ts';
import { selectDepositsOf, selectInvoiceByLink } from './invoice-queries.ts';
import { viewInvoice, type InvoiceView } from './invoice-view.ts';
import { paymentNotFound } from '../problems.ts';

/**
 * What is bought, what has arrived for it and what it brought, for whoever has the link: nothing of the account and its balance. Refuses
 * `payment_not_found`.
 */
export async function readPayment(context: PaymentsContext, paymentLink: string): Promise<Omit<InvoiceView, 'accountId'>> {
  return inOneSnapshot(context.database, async (snapshot) => {
    const row = await selectInvoiceByLink(snapshot, paymentLink);
    if (row === undefined) throw paymentNotFound('There is no payment behind this link: copy the whole link from whoever shared it.');
    const { accountId: _accountId, ...shown } = viewInvoice(context, row, await selectDepositsOf(snapshot, row.account_id, [row.id]));
    return shown;
  });
}
