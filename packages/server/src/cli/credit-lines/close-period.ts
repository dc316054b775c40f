import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  memo?: string;
}

export const closePeriod = operationCommand<Options, readonly [string]>({
  usage: 'credit-lines close-period <accountId>',
  summary: 'Bill what an account has used on credit (operator)',
  options: (command) => idempotencyOption(command).option('--memo <memo>', 'a sentence for the statement'),
  run: (client, [accountId], options) => client.creditLines.closePeriod(accountId, given(options, 'memo'), keyOf(options)),
});
