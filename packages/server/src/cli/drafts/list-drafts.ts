import { operationCommand } from '../operation-command.ts';

export const listDrafts = operationCommand({
  usage: 'drafts list',
  summary: 'List price books in the making (operator)',
  run: (client) => client.drafts.list(),
});
