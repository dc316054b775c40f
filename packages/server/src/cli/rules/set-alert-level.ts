import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

export const setAlertLevel = operationCommand<IdempotencyOption, readonly [string]>({
  usage: 'rules set-alert-level <credits>',
  summary: 'Be told when your balance falls below a level; "none" ends it',
  options: idempotencyOption,
  run: (client, [credits], options) => client.rules.setAlertLevel({ credits: credits === 'none' ? null : credits }, keyOf(options)),
});
