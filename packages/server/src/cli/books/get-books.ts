import { booksOf, booksOptions, type BooksOptions } from './books-options.ts';
import { operationCommand } from '../operation-command.ts';

export const getBooks = operationCommand<BooksOptions>({
  usage: 'books get',
  summary: 'Read the operator’s books as of any moment (operator)',
  options: booksOptions,
  run: (client, _args, options) => client.books.get(booksOf(options)),
});
