import { operationCommand } from '../operation-command.ts';

export const listPacks = operationCommand({
  usage: 'packs list',
  summary: 'List the credit packs on sale',
  run: (client) => client.packs.list(),
});
