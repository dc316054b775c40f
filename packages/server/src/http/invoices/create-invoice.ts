import { idempotencyKeyReused } from '../../kernel/index.ts';
import { invalidPurchase, nothingToPay, packNotFound, subscriptionNotFound } from '../../offers/index.ts';
import { addressCheckFailed, networkUnavailable, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, Invoice, NetworkId, ref } from '../schemas/index.ts';
import { purchaseInput, readPurchase } from '../purchases/read-purchase.ts';
import { markReplayed } from '../wire.ts';
import { invoiceOf } from './invoice-of.ts';

export const createInvoice = operation({
  operationId: 'createInvoice',
  sdk: 'invoices.create',
  method: 'POST',
  path: '/v1/invoices',
  audience: 'signed-in',
  summary: 'Ask to buy a pack, a subscription or pictures, or to pay what was used',
  description: 'Gives the address and the exact amount to pay. Nothing is charged until USDT arrives there.',
  idempotent: true,
  body: exactly({ ...purchaseInput, network: ref(NetworkId) }),
  answer: ref(Invoice),
  status: 201,
  problems: [
    packNotFound.definition,
    subscriptionNotFound.definition,
    invalidPurchase.definition,
    nothingToPay.definition,
    unknownNetwork.definition,
    networkUnavailable.definition,
    idempotencyKeyReused.definition,
    addressCheckFailed.definition,
  ],
  async handle({ principal: { accountId }, body, idempotencyKey, reply }, { payments }) {
    const { invoice, replayed } = await payments.createInvoice({
      accountId,
      purchase: readPurchase(body),
      network: body.network,
      idempotencyKey,
    });
    markReplayed(reply, replayed);
    return invoiceOf(invoice);
  },
});
