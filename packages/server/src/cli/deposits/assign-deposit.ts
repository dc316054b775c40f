import { operationCommand } from '../operation-command.ts';

interface Options {
  account: string;
  invoice: string;
}

export const assignDeposit = operationCommand<Options, readonly [string]>({
  usage: 'deposits assign <depositId>',
  summary: 'Let a deposit pay an invoice that you choose (operator)',
  options: (command) =>
    command
      .requiredOption('--account <accountId>', 'whose deposit it is')
      .requiredOption('--invoice <invoiceId>', 'the invoice of that account that it is to pay'),
  run: (client, [depositId], { account, invoice }) => client.deposits.assign(depositId, { accountId: account, invoiceId: invoice }),
});
