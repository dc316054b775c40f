import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  memo?: string;
}

export const createTransfer = operationCommand<Options, readonly [string, string]>({
  usage: 'transfers create <toAccountId> <credits>',
  summary: 'Send credits to another account',
  options: (command) => idempotencyOption(command).option('--memo <memo>', 'a sentence for both statements'),
  run: (client, [toAccountId, credits], options) =>
    client.transfers.create({ toAccountId, credits, ...given(options, 'memo') }, keyOf(options)),
});
