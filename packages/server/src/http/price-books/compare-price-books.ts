import { comparePriceBooks as compare, draftNotFound, priceBookNotFound } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { exactly, PriceBookComparison, ref } from '../schemas/index.ts';
import { bookName, readNamedBook } from './asked-book.ts';

export const comparePriceBooks = operation({
  operationId: 'comparePriceBooks',
  sdk: 'priceBooks.compare',
  method: 'GET',
  path: '/v1/price-books/compare',
  audience: 'operator',
  summary: 'Find out what has changed from one price book to another',
  query: exactly({ before: bookName, after: bookName }),
  answer: ref(PriceBookComparison),
  problems: [priceBookNotFound.definition, draftNotFound.definition],
  async handle({ query: { before, after } }, { database, clock }) {
    const nowMs = clock.nowMs();
    const [was, is] = [await readNamedBook(database.sql, before, nowMs), await readNamedBook(database.sql, after, nowMs)];
    return { changes: compare(was, is).map((change) => ({ ...change })) };
  },
});
