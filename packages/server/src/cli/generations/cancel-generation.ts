import { operationCommand } from '../operation-command.ts';

export const cancelGeneration = operationCommand<object, readonly [string]>({
  usage: 'generations cancel <generationId>',
  summary: 'Stop a generation; what is not delivered is not charged',
  run: (client, [generationId]) => client.generations.cancel(generationId),
});
