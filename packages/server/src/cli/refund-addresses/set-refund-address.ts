import type { NetworkId } from '@imprest/sdk';
import { operationCommand } from '../operation-command.ts';

export const setRefundAddress = operationCommand<{ confirmed: true }, readonly [NetworkId, string]>({
  usage: 'refund-addresses set <network> <address>',
  summary: 'Confirm where you want to be paid back',
  options: (command) => command.requiredOption('--confirmed', 'that you have compared every letter with your wallet'),
  run: (client, [network, address], { confirmed }) => client.refundAddresses.set({ network, address, confirmed }),
});
