import { operationCommand } from '../operation-command.ts';

export const listEngines = operationCommand({
  usage: 'engines list',
  summary: 'List the engines and their models',
  run: (client) => client.engines.list(),
});
