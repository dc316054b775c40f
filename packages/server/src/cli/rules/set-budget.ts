import type { SetBudgetBody } from '@imprest/sdk';
import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

type Arguments = readonly [SetBudgetBody['scope']['type'], string, SetBudgetBody['period'], string];

export const setBudget = operationCommand<IdempotencyOption, Arguments>({
  usage: 'rules set-budget <scope> <id> <period> <limit>',
  summary: 'Limit what a project, api_key or session may spend in a day, week, month or total; limit "none" removes it',
  options: idempotencyOption,
  run: (client, [type, id, period, limit], options) =>
    client.rules.setBudget({ scope: { type, id }, period, limit: limit === 'none' ? null : limit }, keyOf(options)),
});
