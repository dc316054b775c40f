import { operationCommand } from '../operation-command.ts';

interface Options {
  account: string;
}

export const creditDeposit = operationCommand<Options, readonly [string]>({
  usage: 'deposits credit <depositId>',
  summary: 'Credit a final deposit now, whatever its size (operator)',
  options: (command) => command.requiredOption('--account <accountId>', 'whose deposit it is'),
  run: (client, [depositId], { account }) => client.deposits.credit(depositId, { accountId: account }),
});
