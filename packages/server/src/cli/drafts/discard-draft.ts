import { operationCommand } from '../operation-command.ts';
import { revisionOption } from './save-draft.ts';

export const discardDraft = operationCommand<{ revision?: number }, readonly [string]>({
  usage: 'drafts discard <draftId>',
  summary: 'Throw a draft away (operator)',
  options: revisionOption,
  run: async (client, [draftId], { revision }) =>
    client.drafts.discard(draftId, { revision: revision ?? (await client.drafts.get(draftId)).revision }),
});
