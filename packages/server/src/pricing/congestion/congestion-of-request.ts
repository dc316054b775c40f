import type { CompiledBook } from '../compiled-book.ts';
import { add, compare, ratioFromText, ratioToText, roundTo, smaller, subtract, type Ratio } from '../formulas/exact-ratio.ts';
import type { PriceRequest } from '../price-request.ts';
import { quote, type PricedRequest } from '../quote.ts';
import { outside } from '../read-request.ts';
import { ratioOne } from './next-congestion.ts';

/** A price at the congestion of a moment. */
export interface CongestedPrice {
  readonly priced: PricedRequest;
  /** What it would be now is above what the customer wants to pay: it is priced at their most, and its pictures wait. */
  readonly waits: boolean;
}

/** The facts that the platform says and not the customer. */
export const platformFacts: ReadonlySet<string> = new Set(['queueRatio']);

/**
 * Prices a request with the queue as it is: `published` is the ratio in millionths. With `maxCongestion` (decimal text) the queue multiplies
 * by that at most; refuses `request_outside_price_book` where the book never goes as low.
 */
export function quoteAt(book: CompiledBook, request: PriceRequest, published: number, maxCongestion: string | null): CongestedPrice {
  const ratio = ratioFromText((published / ratioOne).toFixed(6));
  const priced = quote(book, withQueue(book, request, ratio));
  if (maxCongestion === null) return { priced, waits: false };
  const most = ratioFromText(maxCongestion);
  const isAbove = ({ congestion }: PricedRequest) => compare(ratioFromText(congestion), most) > 0;
  if (!isAbove(priced)) return { priced, waits: false };
  const waiting = quote(book, withQueue(book, request, smaller(most, ratio)));
  if (!isAbove(waiting)) return { priced: waiting, waits: true };
  throw outside(book, [
    { path: '/maxCongestion', message: `must be ${waiting.congestion} at least, below which the queue's factor never is` },
  ]);
}

/** The request with the fact of the queue, where its price is made of it. */
function withQueue(book: CompiledBook, request: PriceRequest, ratio: Ratio): PriceRequest {
  const fact = (book.operations.get(request.operation) ?? book.anyOperation)?.used.find(({ name }) => name === 'queueRatio');
  if (fact?.kind !== 'number') return request;
  const { from, to, step } = fact;
  const within = compare(ratio, from) <= 0 ? from : smaller(add(from, roundTo(subtract(ratio, from), step, 'down')), to);
  return { ...request, queueRatio: ratioToText(within) };
}
