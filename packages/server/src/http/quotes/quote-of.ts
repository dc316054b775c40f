import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { Quote as StoredQuote } from '../../pricing/index.ts';
import type { Quote, QuoteRequest } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

/** A quote beside what the account can spend now. */
export function quoteOf(quote: StoredQuote, available: bigint): Static<typeof Quote> {
  const affordable = quote.total <= available;
  // What the queue adds to the facts is shown as the factor.
  const { queueRatio: _, ...request } = quote.request;
  const asked = quote.maxCongestion === null ? request : { ...request, maxCongestion: quote.maxCongestion };
  return {
    id: quote.id,
    // True because quotes are made of requests of this form, see `createQuote`.
    request: asked as unknown as Static<typeof QuoteRequest>,
    lines: quote.lines.map(({ label, detail, factor: times, amount }) => ({ label, detail, factor: times, amount: amountToText(amount) })),
    total: amountToText(quote.total),
    qualifier: quote.qualifier,
    upperBound: amountToText(quote.upperBound),
    congestion: quote.congestion,
    waits: quote.waits,
    priceBook: quote.priceBook,
    available: amountToText(available),
    availableAfter: amountToText(available - quote.total),
    affordable,
    warnings: quote.warnings.map(({ code, detail }) => ({ code, detail })),
    createdAt: timeText(quote.createdAtMs),
    expiresAt: timeText(quote.expiresAtMs),
  };
}
