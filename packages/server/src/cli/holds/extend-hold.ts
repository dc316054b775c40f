import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { wholeNumber } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  timeoutSeconds: number;
}

export const extendHold = operationCommand<Options, readonly [string]>({
  usage: 'holds extend <holdId>',
  summary: 'Give a hold more time',
  options: (command) =>
    idempotencyOption(command).requiredOption(
      '--timeout-seconds <seconds>',
      'seconds from now; later than its deadline so far',
      wholeNumber,
    ),
  run: (client, [holdId], options) => client.holds.extend(holdId, { timeoutSeconds: options.timeoutSeconds }, keyOf(options)),
});
