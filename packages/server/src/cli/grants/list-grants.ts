import { operationCommand } from '../operation-command.ts';

export const listGrants = operationCommand({
  usage: 'grants list',
  summary: 'List the grants that you have, in burn-down order',
  run: (client) => client.grants.list(),
});
