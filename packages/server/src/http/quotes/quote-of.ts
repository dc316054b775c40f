import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { Quote as StoredQuote } from '../../pricing/index.ts';
import type { Quote, QuoteRequest } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

/** A quote beside what the account can spend now. */
export function quoteOf(quote: StoredQuote, available: bigint): Static<typeof Quote> {
  const affordable = quote.total <= available;
  return {
    id: quote.id,
    // True because quotes are made of requests of this form, see `createQuote`.
    request: quote.request as unknown as Static<typeof QuoteRequest>,
    lines: quote.lines.map(({ label, detail, factor: times, amount }) => ({ label, detail, factor: times, amount: amountToText(amount) })),
    total: amountToText(quote.total),
    qualifier: quote.qualifier,
    upperBound: amountToText(quote.upperBound),
    congestion: quote.congestion,
    priceBook: quote.priceBook,
    available: amountToText(available),
    availableAfter: amountToText(available - quote.total),
    affordable,
    warnings: quote.warnings.map(({ code, detail }) => ({ code, detail })),
    createdAt: timeText(quote.createdAtMs),
    expiresAt: timeText(quote.expiresAtMs),
  };
}
