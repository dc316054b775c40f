import { given } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';
import { usageNames, usageOptions, type UsageOptions } from '../usage-options.ts';

export const checkSpend = operationCommand<UsageOptions, readonly [string]>({
  usage: 'spends check <credits>',
  summary: 'Ask whether a spend would be booked now',
  options: usageOptions,
  run: (client, [credits], options) => client.spends.check({ credits, ...given(options, ...usageNames) }),
});
