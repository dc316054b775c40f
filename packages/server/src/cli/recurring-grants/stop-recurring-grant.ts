import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

export const stopRecurringGrant = operationCommand<IdempotencyOption, readonly [string, string]>({
  usage: 'recurring-grants stop <accountId> <id>',
  summary: 'End a recurring grant (operator)',
  options: idempotencyOption,
  run: (client, [accountId, id], options) => client.recurringGrants.stop(accountId, id, keyOf(options)),
});
