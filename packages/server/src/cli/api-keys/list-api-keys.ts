import { operationCommand } from '../operation-command.ts';

export const listApiKeys = operationCommand({
  usage: 'api-keys list',
  summary: 'List your API keys',
  run: (client) => client.apiKeys.list(),
});
