import { operationCommand } from '../operation-command.ts';

export const cancelInvoice = operationCommand<object, readonly [string]>({
  usage: 'invoices cancel <invoiceId>',
  summary: 'Cancel what an invoice still asks for',
  run: (client, [invoiceId]) => client.invoices.cancel(invoiceId),
});
