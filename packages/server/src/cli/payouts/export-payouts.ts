import type { NetworkId } from '@imprest/sdk';
import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

export const exportPayouts = operationCommand<IdempotencyOption, readonly [NetworkId]>({
  usage: 'payouts export <network>',
  summary: 'Take every requested payout of a network into one file for your wallet (operator)',
  options: idempotencyOption,
  run: (client, [network], options) => client.payouts.export({ network }, keyOf(options)),
});
