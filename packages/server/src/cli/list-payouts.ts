import { listOptions, pageOf, type ListOptions } from './list-options.ts';
import { operationCommand } from './operation-command.ts';

export const listPayouts = operationCommand<ListOptions>({
  usage: 'payouts list',
  summary: 'List what is to be paid back and what was, newest first (operator)',
  options: listOptions,
  run: (client, _args, options) => client.payouts.list(pageOf(options)),
});
