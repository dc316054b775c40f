import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

export const replacePayout = operationCommand<{ network: NetworkId }, readonly [string]>({
  usage: 'payouts replace <payoutId>',
  summary: 'Write a payout in the place of a canceled one (operator)',
  options: (command) => command.requiredOption('--network <network>', 'where to pay it back'),
  run: (client, [payoutId], { network }) => client.payouts.replace(payoutId, { network }),
});
