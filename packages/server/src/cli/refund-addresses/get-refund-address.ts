import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

export const getRefundAddress = operationCommand<object, readonly [NetworkId]>({
  usage: 'refund-addresses get <network>',
  summary: 'Tell where you want to be paid back',
  run: (client, [network]) => client.refundAddresses.get(network),
});
