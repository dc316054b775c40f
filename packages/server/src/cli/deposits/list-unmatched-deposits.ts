import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listUnmatchedDeposits = operationCommand<ListOptions>({
  usage: 'deposits list-unmatched',
  summary: 'List the deposits that wait for the operator, newest first (operator)',
  options: listOptions,
  run: (client, _args, options) => client.deposits.listUnmatched(pageOf(options)),
});
