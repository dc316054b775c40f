import { invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { InvoicePage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { invoiceOf } from './invoice-of.ts';

export const listInvoices = operation({
  operationId: 'listInvoices',
  sdk: 'invoices.list',
  method: 'GET',
  path: '/v1/invoices',
  audience: 'signed-in',
  summary: 'List your invoices, the newest first',
  query: pageQuery,
  answer: ref(InvoicePage),
  problems: [invalidCursor.definition],
  async handle({ principal: { accountId }, query }, { payments }) {
    const { invoices, nextCursor } = await payments.listInvoices(accountId, pageOf(query));
    return { data: invoices.map(invoiceOf), nextCursor };
  },
});
