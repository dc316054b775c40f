import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listDeposits = operationCommand<ListOptions>({
  usage: 'deposits list',
  summary: 'List the transfers that reached your addresses, newest first',
  options: listOptions,
  run: (client, _args, options) => client.deposits.list(pageOf(options)),
});
