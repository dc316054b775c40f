import { operationCommand } from '../operation-command.ts';

export const getAccountRules = operationCommand<object, readonly [string]>({
  usage: 'rules get-of-account <accountId>',
  summary: 'Show what an account has settled, and what it owes (operator)',
  run: (client, [accountId]) => client.rules.getOfAccount(accountId),
});
