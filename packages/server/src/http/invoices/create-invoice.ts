import { packNotFound } from '../../offers/index.ts';
import { addressCheckFailed, idempotencyKeyReused, networkUnavailable, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, id, Invoice, NetworkId, ref } from '../schemas/index.ts';
import { markReplayed } from '../wire.ts';
import { invoiceOf } from './invoice-of.ts';

export const createInvoice = operation({
  operationId: 'createInvoice',
  sdk: 'invoices.create',
  method: 'POST',
  path: '/v1/invoices',
  audience: 'signed-in',
  summary: 'Ask to buy a pack',
  description: 'Gives the address and the exact amount to pay. Nothing is charged until USDT arrives there.',
  idempotent: true,
  body: exactly({ packId: id, network: ref(NetworkId) }),
  answer: ref(Invoice),
  status: 201,
  problems: [
    packNotFound.definition,
    unknownNetwork.definition,
    networkUnavailable.definition,
    idempotencyKeyReused.definition,
    addressCheckFailed.definition,
  ],
  async handle({ principal: { accountId }, body, idempotencyKey, reply }, { payments }) {
    const { invoice, replayed } = await payments.createInvoice({ accountId, ...body, idempotencyKey });
    markReplayed(reply, replayed);
    return invoiceOf(invoice);
  },
});
