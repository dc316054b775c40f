import type { Command } from 'commander';
import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';
import { readBookFile } from '../read-book-file.ts';

export const saveDraft = operationCommand<{ draft?: string; revision?: number }, readonly [string]>({
  usage: 'drafts save <file>',
  summary: 'Keep a price book in the making, from a JSON file (operator)',
  options: (command) => revisionOption(command.option('--draft <draftId>', 'save this draft again; a new one when left out')),
  run: async (client, [file], { draft, revision }) => {
    const book = await readBookFile(file);
    if (draft === undefined) return client.drafts.save({ book });
    return client.drafts.save({ book, draft: { id: draft, revision: revision ?? (await client.drafts.get(draft)).revision } });
  },
});

/** The option of every command that changes a draft. */
export function revisionOption(command: Command): Command {
  return command.option('--revision <number>', 'the revision that you have seen; that of now when left out', wholeNumber);
}
