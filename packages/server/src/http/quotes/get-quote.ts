import { quoteNotFound, readQuote } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { idParams, Quote, ref } from '../schemas/index.ts';
import { quoteOf } from './quote-of.ts';

export const getQuote = operation({
  operationId: 'getQuote',
  sdk: 'quotes.get',
  method: 'GET',
  path: '/v1/quotes/{id}',
  audience: 'signed-in',
  summary: 'Read a quote again, also after it has expired',
  params: idParams,
  answer: ref(Quote),
  problems: [quoteNotFound.definition],
  async handle({ principal: { accountId }, params }, { database, ledger }) {
    const quote = await readQuote(database.sql, accountId, params.id);
    const { available } = await ledger.readBalance(accountId);
    return quoteOf(quote, available);
  },
});
