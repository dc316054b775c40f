import { operationCommand } from '../operation-command.ts';

export const getInvoice = operationCommand<object, readonly [string]>({
  usage: 'invoices get <invoiceId>',
  summary: 'Show an invoice with its deposits',
  run: (client, [invoiceId]) => client.invoices.get(invoiceId),
});
