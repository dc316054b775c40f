import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

export const setReserve = operationCommand<IdempotencyOption, readonly [string]>({
  usage: 'rules set-reserve <credits>',
  summary: 'Keep part of your credits back for urgent work; 0 for none',
  options: idempotencyOption,
  run: (client, [credits], options) => client.rules.setReserve({ credits }, keyOf(options)),
});
