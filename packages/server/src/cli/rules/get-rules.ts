import { operationCommand } from '../operation-command.ts';

export const getRules = operationCommand({
  usage: 'rules get',
  summary: 'Show reserve, alert level, budgets and recurring grants',
  run: (client) => client.rules.get(),
});
