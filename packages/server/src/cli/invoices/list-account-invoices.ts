import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listAccountInvoices = operationCommand<ListOptions, readonly [string]>({
  usage: 'invoices list-of-account <accountId>',
  summary: 'List the invoices of an account, newest first (operator)',
  options: listOptions,
  run: (client, [accountId], options) => client.invoices.listOfAccount(accountId, pageOf(options)),
});
