import { requestOutsidePriceBook } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { Quote, QuoteRequest, ref } from '../schemas/index.ts';
import { priceRequestOf } from './price-request-of.ts';
import { quoteText } from './quote-of.ts';
import { spenderOf } from './spender-of.ts';

export const createQuote = operation({
  operationId: 'createQuote',
  sdk: 'quotes.create',
  method: 'POST',
  path: '/v1/quotes',
  audience: 'signed-in',
  summary: 'Ask what pictures will cost',
  description: `Costs nothing, sets nothing aside and stores nothing: the quote is in its id. Pass that as \`quoteId\` when you make the pictures, and they
cost never more. What the price book does not have is refused with a list of what is possible.`,
  body: ref(QuoteRequest),
  answer: ref(Quote),
  status: 201,
  problems: [requestOutsidePriceBook.definition],
  async handle({ principal, body }, { generations }) {
    const { maxCongestion } = body;
    return quoteText(await generations.createQuote({ spender: spenderOf(principal, body), request: priceRequestOf(body), maxCongestion }));
  },
});
