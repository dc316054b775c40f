import type { PayoutStatus } from '@imprest/sdk';
import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listPayouts = operationCommand<ListOptions & { status?: PayoutStatus }>({
  usage: 'payouts list',
  summary: 'List what is to be paid back and what was, newest first (operator)',
  options: (command) => listOptions(command).option('--status <status>', 'only those: requested, exported, sent, confirmed or canceled'),
  run: (client, _args, { status, ...options }) => client.payouts.list({ ...pageOf(options), ...(status === undefined ? {} : { status }) }),
});
