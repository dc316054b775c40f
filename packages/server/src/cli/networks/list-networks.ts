import { operationCommand } from '../operation-command.ts';

export const listNetworks = operationCommand({
  usage: 'networks list',
  summary: 'List the networks that USDT can be paid on',
  run: (client) => client.networks.list(),
});
