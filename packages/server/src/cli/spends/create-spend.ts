import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';
import { usageNames, usageOptions, type UsageOptions } from '../usage-options.ts';

interface Options extends UsageOptions, IdempotencyOption {
  memo?: string;
}

export const createSpend = operationCommand<Options, readonly [string]>({
  usage: 'spends create <credits>',
  summary: 'Spend credits at once, for work of your own',
  options: (command) => idempotencyOption(usageOptions(command)).option('--memo <memo>', 'a sentence for the statement'),
  run: (client, [credits], options) => client.spends.create({ credits, ...given(options, 'memo', ...usageNames) }, keyOf(options)),
});
