import { operationCommand } from '../operation-command.ts';

export const createApiKey = operationCommand<{ name: string }>({
  usage: 'api-keys create',
  summary: 'Make an API key; its secret is shown once',
  options: (command) => command.requiredOption('--name <name>', 'what the key is for'),
  run: (client, _args, { name }) => client.apiKeys.create({ name }),
});
