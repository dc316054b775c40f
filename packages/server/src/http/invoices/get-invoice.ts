import { invoiceNotFound } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { idParams, Invoice, ref } from '../schemas/index.ts';
import { invoiceOf } from './invoice-of.ts';

export const getInvoice = operation({
  operationId: 'getInvoice',
  sdk: 'invoices.get',
  method: 'GET',
  path: '/v1/invoices/{id}',
  audience: 'signed-in',
  summary: 'Read an invoice with its deposits',
  params: idParams,
  answer: ref(Invoice),
  problems: [invoiceNotFound.definition],
  async handle({ principal: { accountId }, params }, { payments }) {
    return invoiceOf(await payments.readInvoice(accountId, params.id));
  },
});
