import { operationCommand } from './operation-command.ts';

export const getBalance = operationCommand({
  usage: 'balance get',
  summary: 'Show balance, held and available credits',
  run: (client) => client.balance.get(),
});
