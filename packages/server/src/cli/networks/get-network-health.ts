import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

export const getNetworkHealth = operationCommand<object, readonly [NetworkId]>({
  usage: 'networks get-health <network>',
  summary: 'Read how the following of a network goes, and how its providers do (operator)',
  run: (client, [network]) => client.networks.getHealth(network),
});
