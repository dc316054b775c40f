import { operationCommand } from '../operation-command.ts';

export const getPriceBook = operationCommand({
  usage: 'price-books current',
  summary: 'Show the current price book',
  run: (client) => client.priceBooks.current(),
});
