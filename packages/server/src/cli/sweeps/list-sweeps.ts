import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listSweeps = operationCommand<ListOptions>({
  usage: 'sweeps list',
  summary: 'List what has left our addresses on all networks, newest first (operator)',
  options: listOptions,
  run: (client, _args, options) => client.sweeps.list(pageOf(options)),
});
