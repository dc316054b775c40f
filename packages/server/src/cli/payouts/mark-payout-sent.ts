import { operationCommand } from '../operation-command.ts';

export const markPayoutSent = operationCommand<object, readonly [string, string]>({
  usage: 'payouts mark-sent <payoutId> <txHash>',
  summary: 'Write down with which transaction you have sent a payout (operator)',
  run: (client, [payoutId, txHash]) => client.payouts.markSent(payoutId, { txHash }),
});
