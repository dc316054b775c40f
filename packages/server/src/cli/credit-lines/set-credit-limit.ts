import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

export const setCreditLimit = operationCommand<IdempotencyOption, readonly [string, string]>({
  usage: 'credit-lines set-limit <accountId> <credits>',
  summary: 'Let an account spend first and pay after; "none" ends it (operator)',
  options: idempotencyOption,
  run: (client, [accountId, credits], options) =>
    client.creditLines.setLimit(accountId, { limit: credits === 'none' ? null : credits }, keyOf(options)),
});
