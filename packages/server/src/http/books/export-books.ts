import { booksCsv, invalidRange } from '../../ledger/index.ts';
import { operation } from '../operation.ts';
import { exactly } from '../schemas/index.ts';
import { exportTypes, markQuery, sendExport } from '../send-export.ts';
import { timeText } from '../wire.ts';
import { booksQuery, readBooksQuestion } from './books-question.ts';

export const exportBooks = operation({
  operationId: 'exportBooks',
  sdk: 'books.export',
  method: 'GET',
  path: '/v1/books/export',
  audience: 'operator',
  summary: 'Download the operator’s books as CSV',
  description: 'The same as getBooks as one table, a line for each amount: `report`, `line`, `month`, `item`, `credits`.',
  query: exactly({ ...booksQuery.properties, ...markQuery }),
  answer: { mediaType: 'text/csv', what: 'The file' },
  problems: [invalidRange.definition],
  async handle({ query, reply }, { ledger, clock }) {
    const books = await ledger.readBooks(readBooksQuestion(query, clock));
    const name = `imprest-books-${timeText(books.atMs).slice(0, 10)}.csv`;
    return sendExport(reply, { name, mediaType: exportTypes.csv, pieces: [booksCsv(books)], mark: query.mark });
  },
});
