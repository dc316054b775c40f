import { operationCommand } from '../operation-command.ts';

interface Options {
  account: string;
  memo: string;
}

export const returnDeposit = operationCommand<Options, readonly [string]>({
  usage: 'deposits return <depositId>',
  summary: 'Write down that you dealt with a deposit in another way; sends nothing (operator)',
  options: (command) =>
    command.requiredOption('--account <accountId>', 'whose deposit it is').requiredOption('--memo <memo>', 'what was done'),
  run: (client, [depositId], { account, memo }) => client.deposits.return(depositId, { accountId: account, memo }),
});
