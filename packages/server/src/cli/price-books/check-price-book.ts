import { operationCommand } from '../operation-command.ts';
import { readTextFile } from '../read-book-file.ts';

export const checkPriceBook = operationCommand<object, readonly [string]>({
  usage: 'price-books check <file>',
  summary: 'Show what is wrong with a price book, line by line (operator)',
  run: async (client, [file]) => client.priceBooks.check(await readTextFile(file)),
});
