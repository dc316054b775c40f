import { invalidRange } from '../../ledger/index.ts';
import { operation } from '../operation.ts';
import { Books, ref } from '../schemas/index.ts';
import { booksOf } from './books-of.ts';
import { booksQuery, readBooksQuestion } from './books-question.ts';

export const getBooks = operation({
  operationId: 'getBooks',
  sdk: 'books.get',
  method: 'GET',
  path: '/v1/books',
  audience: 'operator',
  summary: 'Read the operator’s books as of any moment',
  description:
    'What is outstanding and when it expires, deferred revenue, usage, breakage, promotional cost, and what is owed. It goes through the whole journal, and does not come out unless everything ties.',
  query: booksQuery,
  answer: ref(Books),
  problems: [invalidRange.definition],
  async handle({ query }, { ledger, clock }) {
    return booksOf(await ledger.readBooks(readBooksQuestion(query, clock)));
  },
});
