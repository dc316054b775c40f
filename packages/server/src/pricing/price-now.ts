import type { Sql } from '../database/index.ts';
import { quoteAt, selectCongestion } from './congestion/index.ts';
import type { PriceRequest } from './price-request.ts';
import { readCurrentPriceBook } from './read-current-price-book.ts';

/**
 * What these requests cost now, all by the same book and the same factor of the queue, in micro-credits. Binds nothing and keeps nothing.
 * Refuses `request_outside_price_book`.
 */
export async function priceNow(sql: Sql, requests: readonly PriceRequest[], nowMs: number): Promise<readonly bigint[]> {
  const [book, queue] = await Promise.all([readCurrentPriceBook(sql, nowMs), selectCongestion(sql)]);
  return requests.map((request) => quoteAt(book, request, queue?.published ?? 0, null).priced.total);
}
