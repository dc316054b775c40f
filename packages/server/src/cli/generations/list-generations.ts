import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listGenerations = operationCommand<ListOptions>({
  usage: 'generations list',
  summary: 'List your generations, newest first',
  options: listOptions,
  run: (client, _args, options) => client.generations.list(pageOf(options)),
});
