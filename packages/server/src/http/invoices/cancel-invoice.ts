import { invoiceNotFound, invoiceNotOpen } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { idParams, Invoice, ref } from '../schemas/index.ts';
import { invoiceOf } from './invoice-of.ts';

export const cancelInvoice = operation({
  operationId: 'cancelInvoice',
  sdk: 'invoices.cancel',
  method: 'POST',
  path: '/v1/invoices/{id}/cancel',
  audience: 'signed-in',
  summary: 'Cancel what an invoice still asks for',
  description: 'What has arrived stays credited, and a payment that is on its way will be credited all the same. May be repeated.',
  params: idParams,
  answer: ref(Invoice),
  problems: [invoiceNotFound.definition, invoiceNotOpen.definition],
  async handle({ principal: { accountId }, params }, { payments }) {
    return invoiceOf(await payments.cancelInvoice(accountId, params.id));
  },
});
