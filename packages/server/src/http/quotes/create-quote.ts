import { createQuote as createStoredQuote, requestOutsidePriceBook } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { Quote, QuoteRequest, ref } from '../schemas/index.ts';
import { quoteOf } from './quote-of.ts';

export const createQuote = operation({
  operationId: 'createQuote',
  sdk: 'quotes.create',
  method: 'POST',
  path: '/v1/quotes',
  audience: 'signed-in',
  summary: 'Ask what pictures will cost',
  description: 'Costs nothing and sets nothing aside. Pass its id as `quoteId` when you make the pictures, and they cost never more.',
  body: ref(QuoteRequest),
  answer: ref(Quote),
  status: 201,
  problems: [requestOutsidePriceBook.definition],
  async handle({ principal: { accountId }, body }, { database, clock, ledger }) {
    const { maxCongestion, ...request } = body;
    const [quote, { available }] = await Promise.all([
      createStoredQuote(database.sql, { accountId, request, maxCongestion, nowMs: clock.nowMs() }),
      ledger.readBalance(accountId),
    ]);
    return quoteOf(quote, available);
  },
});
