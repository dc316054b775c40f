import { randomBytes } from 'node:crypto';
import { appendEvents } from '../../database/index.ts';
import { contentHash, derivedId, idempotencyKeyReused } from '../../kernel/index.ts';
import type { PurchaseRequest } from '../../offers/index.ts';
import type { NetworkId } from '../chain.ts';
import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { giveAddress } from '../addresses/give-address.ts';
import { insertInvoice, selectInvoice, setInvoiceAddress } from './invoice-queries.ts';
import type { InvoiceView } from './invoice-view.ts';
import { leastOf } from '../payment-rules.ts';
import { addressCheckFailed, networkUnavailable, unknownNetwork } from '../problems.ts';
import { billUsage, previewPurchase } from './preview-purchase.ts';
import { readInvoice } from './read-invoice.ts';

export interface CreateInvoice {
  readonly accountId: string;
  /** What is bought: a pack, a term of a subscription, pictures one by one, or what was used on credit. */
  readonly purchase: PurchaseRequest;
  readonly network: string;
  /** 1 to 128 visible ASCII characters; the same key gives the same invoice for ever. */
  readonly idempotencyKey: string;
}

/**
 * Makes an invoice with the address of its account, or one of its own, derived from the network's extended public key. Repeated with the same key it
 * gives the invoice as it is now. Refuses `pack_not_found`, `subscription_not_found`, `invalid_purchase`, `nothing_to_pay`, `unknown_network`, `network_unavailable`, `idempotency_key_reused`.
 */
export async function createInvoice(
  context: PaymentsContext,
  request: CreateInvoice,
): Promise<{ invoice: InvoiceView; replayed: boolean }> {
  const { accountId, network } = request;
  const id = derivedId('inv', accountId, request.idempotencyKey);
  const requestHash = contentHash({ ...request.purchase, network });
  const existing = await selectInvoice(context.database.sql, accountId, id);
  if (existing !== undefined) {
    refuseOtherRequest(existing.request_hash, requestHash);
    return { invoice: await readInvoice(context, accountId, id), replayed: true };
  }
  const offered = findNetwork(context, network);
  if ('usage' in request.purchase) await billUsage(context, accountId, id);
  const purchase = await previewPurchase(context, accountId, request.purchase);
  const networkId = offered.chain.facts.id;
  const createdAtMs = context.clock.nowMs();
  const expiresAtMs = createdAtMs + context.invoiceLifetimeMs;
  const row = {
    accountId,
    id,
    network: networkId,
    requestHash,
    purchase,
    leastUsdt: leastOf(purchase.priceUsdt, context.rules),
    createdAtMs,
    expiresAtMs,
    graceUntilMs: expiresAtMs + context.rules.graceMs,
    paymentLink: newPaymentLink(),
  };
  const created = await context.database.transaction(async (tx) => {
    // Whoever comes second under the same key waits here for the first, and takes no address.
    if (!(await insertInvoice(tx, row))) return false;
    const address = await giveAddress(tx, offered, { accountId, invoiceId: id, nowMs: createdAtMs });
    await setInvoiceAddress(tx, row, { network: networkId, address });
    await appendEvents(tx, [{ accountId, topic: 'invoice.changed', payload: { invoiceId: id, status: 'open' } }]);
    return true;
  });
  if (!created) {
    const first = await selectInvoice(context.database.sql, accountId, id);
    if (first !== undefined) refuseOtherRequest(first.request_hash, requestHash);
  }
  const invoice = await readInvoice(context, accountId, id);
  if (invoice.address === '')
    throw addressCheckFailed('The address of the new invoice did not pass its check, so it is not shown. Tell the operator.');
  return { invoice, replayed: !created };
}

function refuseOtherRequest(stored: string, given: string): void {
  if (stored !== given)
    throw idempotencyKeyReused('This idempotency key was used for an invoice for something else or on another network: use a new key.');
}

/** 144 bits that nobody can guess. */
function newPaymentLink(): string {
  return randomBytes(18).toString('base64url');
}

/** The network of this id, if payments can be started on it now. Refuses `unknown_network` and `network_unavailable`. */
export function findNetwork(context: PaymentsContext, network: string): OfferedNetwork {
  // The key is looked up, so that any text may be asked for.
  const offered = context.networks.get(network as NetworkId);
  if (offered === undefined) {
    const networks = [...context.networks.keys()];
    const choice = networks.length === 0 ? 'No network is set up on this server.' : `Choose one of ${networks.join(', ')}.`;
    throw unknownNetwork(`USDT is not taken on this network here. ${choice}`, { networks });
  }
  const { status, statusDetail } = context.statusOf(offered.chain.facts.id);
  if (status === 'down') {
    throw networkUnavailable(`No payment can be started on ${offered.chain.facts.title} just now. ${statusDetail ?? ''} Try again later.`, {
      network,
    });
  }
  return offered;
}
