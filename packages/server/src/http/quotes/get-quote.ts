import { quoteExpired, quoteNotFound } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { Quote, quoteParams, ref } from '../schemas/index.ts';
import { quoteOf } from './quote-of.ts';
import { spenderOf } from './spender-of.ts';

export const getQuote = operation({
  operationId: 'getQuote',
  sdk: 'quotes.get',
  method: 'GET',
  path: '/v1/quotes/{id}',
  audience: 'signed-in',
  summary: 'Read a quote again, also after it has expired',
  description: 'As its id says, or as it was when pictures were made of it. Balance, warnings and alternatives are those of now.',
  params: quoteParams,
  answer: ref(Quote),
  problems: [quoteNotFound.definition, quoteExpired.definition],
  async handle({ principal, params }, { generations }) {
    return quoteOf(await generations.readQuote(spenderOf(principal), params.id));
  },
});
