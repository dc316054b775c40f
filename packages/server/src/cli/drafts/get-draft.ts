import { operationCommand } from '../operation-command.ts';

export const getDraft = operationCommand<object, readonly [string]>({
  usage: 'drafts get <draftId>',
  summary: 'Show a price book in the making (operator)',
  run: (client, [draftId]) => client.drafts.get(draftId),
});
