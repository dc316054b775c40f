import { operationCommand } from '../operation-command.ts';

export const getPriceBookSchema = operationCommand({
  usage: 'price-books schema',
  summary: 'Show the JSON Schema of a price book',
  run: (client) => client.priceBooks.schema(),
});
