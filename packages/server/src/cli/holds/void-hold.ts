import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  memo?: string;
}

export const voidHold = operationCommand<Options, readonly [string]>({
  usage: 'holds void <holdId>',
  summary: 'End a hold and take nothing more',
  options: (command) => idempotencyOption(command).option('--memo <memo>', 'a sentence for the statement'),
  run: (client, [holdId], options) => client.holds.void(holdId, given(options, 'memo'), keyOf(options)),
});
