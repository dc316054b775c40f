import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  credits: string;
  reason: string;
}

export const createAdjustment = operationCommand<Options, readonly [string]>({
  usage: 'adjustments create <accountId>',
  summary: 'Correct an account, with a reason (operator)',
  options: (command) =>
    idempotencyOption(command)
      .requiredOption('--credits <credits>', 'above zero gives, below zero takes, such as -2.5')
      .requiredOption('--reason <reason>', 'why, for the statement'),
  run: (client, [accountId], options) =>
    client.adjustments.create(accountId, { credits: options.credits, reason: options.reason }, keyOf(options)),
});
