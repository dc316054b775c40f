import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  memo?: string;
}

export const settlePeriod = operationCommand<Options, readonly [string, string]>({
  usage: 'credit-lines settle <accountId> <credits>',
  summary: 'Record that billed usage was paid (operator)',
  options: (command) => idempotencyOption(command).option('--memo <memo>', 'a sentence for the statement'),
  run: (client, [accountId, credits], options) =>
    client.creditLines.settle(accountId, { credits, ...given(options, 'memo') }, keyOf(options)),
});
