import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const getStatement = operationCommand<ListOptions>({
  usage: 'statement list',
  summary: 'List the entries of your account, newest first',
  options: listOptions,
  run: (client, _args, options) => client.statement.list(pageOf(options)),
});
