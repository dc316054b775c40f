import { Type } from 'typebox';
import { checkPriceBook as check } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { exactly, PriceBookCheck, ref } from '../schemas/index.ts';

export const checkPriceBook = operation({
  operationId: 'checkPriceBook',
  sdk: 'priceBooks.check',
  method: 'POST',
  path: '/v1/price-books/check',
  audience: 'operator',
  summary: 'Find out what is wrong with a price book',
  description: 'Takes its text, so that each problem has its line. Looks at everything that publishing looks at, and changes nothing.',
  body: exactly({ text: Type.String({ maxLength: 250_000, description: 'JSON' }) }),
  answer: ref(PriceBookCheck),
  problems: [],
  handle: ({ body }) => Promise.resolve({ problems: check(body.text).map((problem) => ({ ...problem })) }),
});
