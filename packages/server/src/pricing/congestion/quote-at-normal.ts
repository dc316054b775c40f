import type { CompiledBook } from '../compiled-book.ts';
import type { PriceRequest } from '../price-request.ts';
import type { PricedRequest } from '../quote.ts';
import { quoteAt } from './congestion-of-request.ts';
import { ratioOne } from './next-congestion.ts';

/**
 * Prices a request with the queue that it names, and where it names none with the queue at its target, at which the factor is 1. For tables
 * and comparisons, which are about no moment. Refuses `request_outside_price_book`.
 */
export function quoteAtNormal(book: CompiledBook, request: PriceRequest): PricedRequest {
  const ratio = Number(request['queueRatio'] ?? 1);
  return quoteAt(book, request, Number.isFinite(ratio) ? Math.max(0, Math.round(ratio * ratioOne)) : ratioOne, null).priced;
}
