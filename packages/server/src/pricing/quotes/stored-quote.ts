import { chargingFor, type ChargingTerms } from '../charging.ts';
import type { CompiledBook } from '../compiled-book.ts';
import type { PricedRequest } from '../quote.ts';
import type { QuoteTerms } from './quote-id.ts';

/** A priced request of an account, which binds until it expires. It never changes. */
export interface Quote extends PricedRequest {
  readonly id: string;
  readonly accountId: string;
  /** The highest factor of the queue that was asked for, as decimal text. */
  readonly maxCongestion: string | null;
  /** The queue's factor was above that: the price is that of `maxCongestion`, and pictures made from this quote wait for it. */
  readonly waits: boolean;
  /** What is to make the pictures; `null` where that is not known. */
  readonly engine: string | null;
  /** What is charged for pictures that are not delivered. */
  readonly charging: ChargingTerms;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Long enough to think about it and to top up; short enough that prices may follow the queue. */
export const quoteValidityMs = 15 * 60_000;

/** The quote of these terms, priced by their book. */
export function quoteOfTerms(book: CompiledBook, priced: PricedRequest, terms: QuoteTerms, id: string, accountId: string): Quote {
  const { engine, maxCongestion, waits, createdAtMs } = terms;
  return {
    ...priced,
    id,
    accountId,
    maxCongestion,
    waits,
    engine,
    charging: chargingFor(book.book.charging ?? [], priced.request.operation, engine),
    createdAtMs,
    expiresAtMs: createdAtMs + quoteValidityMs,
  };
}
