import { invalidCursor } from '../../kernel/index.ts';
import { unknownAccount } from '../../ledger/index.ts';
import { operation } from '../operation.ts';
import { exactly, id, InvoicePage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { invoiceOf } from './invoice-of.ts';

export const listAccountInvoices = operation({
  operationId: 'listAccountInvoices',
  sdk: 'invoices.listOfAccount',
  method: 'GET',
  path: '/v1/accounts/{accountId}/invoices',
  audience: 'operator',
  summary: 'List the invoices of an account, the newest first',
  params: exactly({ accountId: id }),
  query: pageQuery,
  answer: ref(InvoicePage),
  problems: [unknownAccount.definition, invalidCursor.definition],
  async handle({ params: { accountId }, query }, { payments, ledger }) {
    // Refuses an account that there is not: an empty list would say that it never bought anything.
    await ledger.readBalance(accountId);
    const { invoices, nextCursor } = await payments.listInvoices(accountId, pageOf(query));
    return { data: invoices.map(invoiceOf), nextCursor };
  },
});
