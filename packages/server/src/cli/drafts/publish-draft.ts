import type { Command } from 'commander';
import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';
import { revisionOption } from './save-draft.ts';

export interface PublishOptions {
  effectiveFrom?: string;
  newest?: number;
}

export const publishDraft = operationCommand<PublishOptions & { revision?: number }, readonly [string]>({
  usage: 'drafts publish <draftId>',
  summary: 'Publish a draft as the next version of the prices (operator)',
  options: (command) => publishOptions(revisionOption(command)),
  run: async (client, [draftId], { revision, ...options }) =>
    client.drafts.publish(draftId, { revision: revision ?? (await client.drafts.get(draftId)).revision, ...whenOf(options) }),
});

/** The options of every command that publishes prices. */
export function publishOptions(command: Command): Command {
  return command
    .option('--effective-from <time>', 'ISO 8601 time from which it is in force; at once when left out')
    .option('--newest <version>', 'the newest version that you have seen; refused where there is a newer one', wholeNumber);
}

export function whenOf({ effectiveFrom, newest }: PublishOptions): { effectiveFrom?: string; newestVersion?: number } {
  return {
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    ...(newest === undefined ? {} : { newestVersion: newest }),
  };
}
