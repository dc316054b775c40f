import { operationCommand } from '../operation-command.ts';

export const redeemCode = operationCommand<{ idempotencyKey?: string }, readonly [string]>({
  usage: 'redeem-codes redeem <code>',
  summary: 'Redeem a code for credits',
  options: (command) => command.option('--idempotency-key <key>', 'repeat with the same key to be sure that it happens once'),
  run: (client, [code], { idempotencyKey }) => client.redeemCodes.redeem({ code }, idempotencyKey === undefined ? {} : { idempotencyKey }),
});
