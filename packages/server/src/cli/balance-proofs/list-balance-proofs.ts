import { listOptions, pageOf, type ListOptions } from '../list-options.ts';
import { operationCommand } from '../operation-command.ts';

export const listBalanceProofs = operationCommand<ListOptions>({
  usage: 'balance-proofs list',
  summary: 'List the proofs of balances on all networks, newest first (operator)',
  options: listOptions,
  run: (client, _args, options) => client.balanceProofs.list(pageOf(options)),
});
