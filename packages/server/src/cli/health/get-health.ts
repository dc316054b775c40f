import { operationCommand } from '../operation-command.ts';

export const getHealth = operationCommand({
  usage: 'health get',
  summary: 'Show whether the server is well',
  run: (client) => client.health.get(),
});
