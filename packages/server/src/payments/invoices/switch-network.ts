import { appendEvents } from '../../database/index.ts';
import type { PaymentsContext } from '../context.ts';
import { findNetwork } from './create-invoice.ts';
import { giveAddress } from '../addresses/give-address.ts';
import { lockInvoice, setInvoiceAddress } from './invoice-queries.ts';
import type { InvoiceView } from './invoice-view.ts';
import { invoiceNotFound, invoiceNotOpen } from '../problems.ts';
import { readInvoice } from './read-invoice.ts';

/**
 * Lets an invoice be paid on another network from now on. What arrives on the one before counts all the same. May be repeated. Refuses
 * `invoice_not_found`, `unknown_network`, `network_unavailable`, and `invoice_not_open` when it asks for nothing more.
 */
export async function switchNetwork(
  context: PaymentsContext,
  request: { readonly accountId: string; readonly invoiceId: string; readonly network: string },
): Promise<InvoiceView> {
  const { accountId, invoiceId } = request;
  const { database, clock } = context;
  const offered = findNetwork(context, request.network);
  const network = offered.chain.facts.id;
  await database.transaction(async (tx) => {
    const invoice = await lockInvoice(tx, accountId, invoiceId);
    if (invoice === undefined) throw invoiceNotFound('This account has no invoice with this id: list the invoices to see which there are.');
    if (invoice.network === network) return;
    if (invoice.canceled_at !== null || invoice.received_usdt >= invoice.least_usdt) {
      throw invoiceNotOpen('This invoice asks for nothing more, so that its network cannot be changed.', { status: invoice.status });
    }
    const address = await giveAddress(tx, offered, { accountId, invoiceId, nowMs: clock.nowMs() });
    await setInvoiceAddress(tx, { accountId, id: invoiceId }, { network, address });
    await appendEvents(tx, [{ accountId, topic: 'invoice.changed', payload: { invoiceId, status: invoice.status } }]);
  });
  return readInvoice(context, accountId, invoiceId);
}
