import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listOwnPayouts = operationCommand<ListOptions>({
  usage: 'payouts list-own',
  summary: 'List what is paid back to you, newest first',
  options: listOptions,
  run: (client, _args, options) => client.payouts.listOwn(pageOf(options)),
});
