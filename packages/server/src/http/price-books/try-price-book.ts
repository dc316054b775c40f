import { Type, type Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import {
  draftNotFound,
  invalidPriceBook,
  priceBookNotFound,
  readCurrentPriceBook,
  tryPriceBook as compare,
  type PriceRequest,
  type TriedSample,
} from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { invalidRequest } from '../problems.ts';
import { askedBook, exactly, PriceBookTrial, ref, SampleRequest, type TriedPrice } from '../schemas/index.ts';
import { readAskedBook } from './asked-book.ts';

export const tryPriceBook = operation({
  operationId: 'tryPriceBook',
  sdk: 'priceBooks.try',
  method: 'POST',
  path: '/v1/price-books/try',
  audience: 'operator',
  summary: 'Price sample requests by a draft beside the prices in force',
  description: 'Keeps nothing and binds nobody. Name a draft or a version, or send the book along.',
  body: exactly({
    ...askedBook,
    requests: Type.Optional(
      Type.Array(ref(SampleRequest), { minItems: 1, maxItems: 100, description: 'The examples of both books when left out' }),
    ),
  }),
  answer: ref(PriceBookTrial),
  problems: [draftNotFound.definition, priceBookNotFound.definition, invalidPriceBook.definition],
  async handle({ body: { requests, ...asked } }, { database, clock }) {
    const tried = await readAskedBook(database.sql, asked);
    const current = await readCurrentPriceBook(database.sql, clock.nowMs());
    const samples = requests?.map(({ what, request }, index) => ({ what, request: withOperation(request, index) }));
    return {
      currentVersion: current.version,
      samples: compare(current, tried, samples).map((sample) => ({
        what: sample.what,
        request: definedOf(sample.request),
        current: priceOf(sample.current),
        tried: priceOf(sample.tried),
      })),
    };
  },
});

function withOperation(request: Static<typeof SampleRequest>['request'], index: number): PriceRequest {
  const { operation } = request;
  if (typeof operation === 'string') return { ...request, operation };
  const error = { path: `body.requests.${index}.request.operation`, message: 'must be a text' };
  throw invalidRequest(`${error.path} ${error.message}`, { errors: [error] });
}

function priceOf(price: TriedSample['tried']): Static<typeof TriedPrice> {
  if ('refused' in price) return { total: null, upperBound: null, lines: [], refused: price.refused };
  const { total, upperBound, lines } = price.priced;
  return {
    total: amountToText(total),
    upperBound: amountToText(upperBound),
    lines: lines.map((line) => ({ ...line, amount: amountToText(line.amount) })),
    refused: null,
  };
}

function definedOf(request: TriedSample['request']): Record<string, boolean | number | string> {
  return Object.fromEntries(Object.entries(request).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
