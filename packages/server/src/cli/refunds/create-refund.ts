import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  command: string;
  bonus?: readonly string[];
  memo?: string;
}

export const createRefund = operationCommand<Options, readonly [string]>({
  usage: 'refunds create <accountId>',
  summary: 'Take back the first purchase of an account, within 14 days (operator)',
  options: (command) =>
    idempotencyOption(command)
      .requiredOption('--command <commandId>', 'the commandId of the entry that granted the purchase')
      .option('--bonus <commandIds...>', 'those of the entries that granted its bonus')
      .option('--memo <memo>', 'a sentence for the statement'),
  run: (client, [accountId], options) => {
    const { command: commandId, bonus = [] } = options;
    return client.refunds.create(accountId, { commandId, bonusCommandIds: [...bonus], ...given(options, 'memo') }, keyOf(options));
  },
});
