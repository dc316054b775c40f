import { operationCommand } from '../operation-command.ts';

export const previewPayout = operationCommand<object, readonly [string]>({
  usage: 'payouts preview <of>',
  summary: 'See what a refund of an account, an invoice or a transaction would pay back (operator)',
  run: (client, [of]) => client.payouts.preview({ of }),
});
