import { operationCommand } from '../operation-command.ts';

export const getHold = operationCommand<object, readonly [string]>({
  usage: 'holds get <holdId>',
  summary: 'Read a hold, open or ended',
  run: (client, [holdId]) => client.holds.get(holdId),
});
