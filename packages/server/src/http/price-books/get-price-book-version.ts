import { priceBookNotFound, readPriceBook } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { exactly, id, PublishedPriceBook, ref } from '../schemas/index.ts';
import { timeText } from '../wire.ts';
import { readVersionNumber } from './asked-book.ts';

export const getPriceBookVersion = operation({
  operationId: 'getPriceBookVersion',
  sdk: 'priceBooks.get',
  method: 'GET',
  path: '/v1/price-books/{version}',
  audience: 'operator',
  summary: 'Read a published version of the prices',
  params: exactly({ version: id }),
  answer: ref(PublishedPriceBook),
  problems: [priceBookNotFound.definition],
  async handle({ params }, { database }) {
    const { effectiveFromMs, publishedAtMs, book, ...rest } = await readPriceBook(database.sql, readVersionNumber(params.version));
    // True because the database keeps objects only.
    return {
      ...rest,
      book: book as Record<string, unknown>,
      effectiveFrom: timeText(effectiveFromMs),
      publishedAt: timeText(publishedAtMs),
    };
  },
});
