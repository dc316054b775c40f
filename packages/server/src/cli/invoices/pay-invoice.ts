import { operationCommand } from '../operation-command.ts';

export const payInvoice = operationCommand<{ amount?: string; idempotencyKey?: string }, readonly [string]>({
  usage: 'pay <invoiceId>',
  summary: 'Pay an invoice with the test wallet (sandbox only)',
  options: (command) =>
    command
      .option('--amount <usdt>', 'how much test USDT; what the invoice still asks for when left out')
      .option('--idempotency-key <key>', 'repeat with the same key to be sure that it happens once'),
  run: (client, [invoiceId], { amount, idempotencyKey }) =>
    client.invoices.pay(
      invoiceId,
      amount === undefined ? {} : { amountUsdt: amount },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    ),
});
