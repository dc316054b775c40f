import { operationCommand } from '../operation-command.ts';

export const getQuote = operationCommand<object, readonly [string]>({
  usage: 'quotes get <quoteId>',
  summary: 'Show a quote',
  run: (client, [quoteId]) => client.quotes.get(quoteId),
});
