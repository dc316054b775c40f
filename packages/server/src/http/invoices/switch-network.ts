import { invoiceNotFound, invoiceNotOpen, networkUnavailable, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, idParams, Invoice, NetworkId, ref } from '../schemas/index.ts';
import { invoiceOf } from './invoice-of.ts';

export const switchNetwork = operation({
  operationId: 'switchNetwork',
  sdk: 'invoices.switchNetwork',
  method: 'POST',
  path: '/v1/invoices/{id}/network',
  audience: 'signed-in',
  summary: 'Pay an invoice on another network',
  description: 'Gives its address there. What arrives on the network before counts all the same. May be repeated.',
  params: idParams,
  body: exactly({ network: ref(NetworkId) }),
  answer: ref(Invoice),
  problems: [invoiceNotFound.definition, invoiceNotOpen.definition, unknownNetwork.definition, networkUnavailable.definition],
  async handle({ principal: { accountId }, params, body }, { payments }) {
    return invoiceOf(await payments.switchNetwork({ accountId, invoiceId: params.id, network: body.network }));
  },
});
