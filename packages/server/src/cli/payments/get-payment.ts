import { operationCommand } from '../operation-command.ts';

export const getPayment = operationCommand<object, readonly [string]>({
  usage: 'payments get <link>',
  summary: 'Show a payment and its proof by its link',
  run: (client, [link]) => client.payments.get(link),
});
