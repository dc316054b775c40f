import { operationCommand } from '../operation-command.ts';

export const getGeneration = operationCommand<object, readonly [string]>({
  usage: 'generations get <generationId>',
  summary: 'Show a generation with its pictures',
  run: (client, [generationId]) => client.generations.get(generationId),
});
