import type { PricedRequest } from './quote.ts';

/** A priced request that was kept for an account, and binds until it expires. It never changes. */
export interface Quote extends PricedRequest {
  readonly id: string;
  readonly accountId: string;
  /** The highest factor of the queue that was asked for, as decimal text. */
  readonly maxCongestion: string | null;
  /** The queue's factor was above that: the price is that of `maxCongestion`, and pictures made from this quote wait for it. */
  readonly waits: boolean;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Long enough to think about it and to top up; short enough that prices may follow the queue. */
export const quoteValidityMs = 15 * 60_000;
