import { operationCommand } from '../operation-command.ts';

export const cancelPayout = operationCommand<object, readonly [string]>({
  usage: 'payouts cancel <payoutId>',
  summary: 'Call off a payout that was not sent and never will be (operator)',
  run: (client, [payoutId]) => client.payouts.cancel(payoutId),
});
