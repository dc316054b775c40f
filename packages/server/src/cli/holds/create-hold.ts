import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';
import { usageNames, usageOptions, type UsageOptions } from '../usage-options.ts';

interface Options extends UsageOptions, IdempotencyOption {
  timeoutSeconds?: number;
  memo?: string;
}

export const createHold = operationCommand<Options, readonly [string]>({
  usage: 'holds create <credits>',
  summary: 'Set credits aside for work of your own',
  options: (command) =>
    idempotencyOption(usageOptions(command))
      .option('--timeout-seconds <seconds>', 'when the hold ends by itself; 3600 when left out', wholeNumber)
      .option('--memo <memo>', 'a sentence for the statement'),
  run: (client, [credits], options) =>
    client.holds.create({ credits, ...given(options, 'timeoutSeconds', 'memo', ...usageNames) }, keyOf(options)),
});
