import { operationCommand } from '../operation-command.ts';
import { askedBookOf } from '../read-book-file.ts';

export const tryPriceBook = operationCommand<object, readonly [string]>({
  usage: 'price-books try <book>',
  summary: 'Price the examples by a draft, a version or a file, beside the prices in force (operator)',
  run: async (client, [book]) => client.priceBooks.try(await askedBookOf(book)),
});
