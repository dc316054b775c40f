import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listInvoices = operationCommand<ListOptions>({
  usage: 'invoices list',
  summary: 'List your invoices, newest first',
  options: listOptions,
  run: (client, _args, options) => client.invoices.list(pageOf(options)),
});
