import { booksOf, booksOptions, type BooksOptions } from './books-options.ts';
import { operationCommand } from '../operation-command.ts';
import { writePieces } from '../write-pieces.ts';

export const exportBooks = operationCommand<BooksOptions & { output?: string }>({
  usage: 'books export',
  summary: 'Write the operator’s books as CSV (operator)',
  options: (command) => booksOptions(command).option('-o, --output <file>', 'where to; standard output when left out'),
  run: (client, _args, options) => writePieces(client.books.export(booksOf(options)), options.output),
});
