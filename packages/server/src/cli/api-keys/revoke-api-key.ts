import { operationCommand } from '../operation-command.ts';

export const revokeApiKey = operationCommand<object, readonly [string]>({
  usage: 'api-keys revoke <apiKeyId>',
  summary: 'Revoke an API key for good',
  run: (client, [apiKeyId]) => client.apiKeys.revoke(apiKeyId),
});
