import { operationCommand } from '../operation-command.ts';

export const listRefundAddresses = operationCommand({
  usage: 'refund-addresses list',
  summary: 'List where you want to be paid back, network by network',
  run: (client) => client.refundAddresses.list(),
});
