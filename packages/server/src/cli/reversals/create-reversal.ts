import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  command: string;
  memo?: string;
}

export const createReversal = operationCommand<Options, readonly [string]>({
  usage: 'reversals create <accountId>',
  summary: 'Undo a spend, a capture or a grant (operator)',
  options: (command) =>
    idempotencyOption(command)
      .requiredOption('--command <commandId>', 'the commandId of the entry that is to be undone')
      .option('--memo <memo>', 'a sentence for the statement'),
  run: (client, [accountId], options) =>
    client.reversals.create(accountId, { commandId: options.command, ...given(options, 'memo') }, keyOf(options)),
});
