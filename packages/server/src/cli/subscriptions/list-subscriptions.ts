import { operationCommand } from '../operation-command.ts';

export const listSubscriptions = operationCommand({
  usage: 'subscriptions list',
  summary: 'List the subscriptions that are paid for, with their next dates',
  run: (client) => client.subscriptions.list(),
});
