import type { NetworkId } from '@imprest/sdk';
import { given, idempotencyOption, keyOf, type IdempotencyOption } from '../idempotency-option.ts';
import { operationCommand } from '../operation-command.ts';

interface Options extends IdempotencyOption {
  network: NetworkId;
  command: string;
  bonus?: readonly string[];
  memo?: string;
}

export const createPayout = operationCommand<Options, readonly [string]>({
  usage: 'payouts create <accountId>',
  summary: 'Refund the first purchase of an account, and write down what to pay back (operator)',
  options: (command) =>
    idempotencyOption(command)
      .requiredOption('--network <network>', 'where to pay it back')
      .requiredOption('--command <commandId>', 'the commandId of the entry that granted the purchase')
      .option('--bonus <commandIds...>', 'those of the entries that granted its bonus')
      .option('--memo <memo>', 'a sentence for the statement'),
  run: (client, [accountId], options) => {
    const { network, command: commandId, bonus = [] } = options;
    return client.payouts.create(accountId, { network, commandId, bonusCommandIds: [...bonus], ...given(options, 'memo') }, keyOf(options));
  },
});
