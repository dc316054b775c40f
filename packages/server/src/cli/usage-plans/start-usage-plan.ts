import { idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

export const startUsagePlan = operationCommand<IdempotencyOption & { creditLimit?: string }, readonly [string, string]>({
  usage: 'usage-plans start <accountId> <planId>',
  summary: 'Let an account spend first and pay after, at the price of a plan (operator)',
  options: (command) =>
    idempotencyOption(command.option('--credit-limit <credits>', 'what may be owed at once; as the plan says when left out')),
  run: (client, [accountId, planId], options) => {
    const { creditLimit } = options;
    return client.usagePlans.start(accountId, { planId, ...(creditLimit === undefined ? {} : { creditLimit }) }, keyOf(options));
  },
});
