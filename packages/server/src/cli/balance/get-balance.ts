import { operationCommand } from '../operation-command.ts';

export const getBalance = operationCommand<{ at?: string }>({
  usage: 'balance get',
  summary: 'Show balance, held and available credits, now or at a moment',
  options: (command) => command.option('--at <time>', 'ISO 8601 time; now when left out'),
  run: (client, _args, { at }) => client.balance.get(at === undefined ? {} : { at }),
});
