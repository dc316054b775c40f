import { operation } from '../operation.ts';
import { idempotencyKeyReused } from '../problems.ts';
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
  problems: [idempotencyKeyReused.definition],
  async handle({ principal: { accountId }, body, idempotencyKey, reply }, { payments }) {
    const { invoice, replayed } = await payments.createInvoice({ accountId, packId: body.packId, network: body.network, idempotencyKey });
    markReplayed(reply, replayed);
    return invoiceOf(invoice);
  },
});
