import type { Tx } from '../../database/index.ts';
import { readCurrentPriceBook } from '../read-current-price-book.ts';
import { lockCongestion, writeCongestion } from './congestion-queries.ts';
import { congestionSettings } from './congestion-settings.ts';
import { nextCongestion, observeEveryMs } from './next-congestion.ts';

export interface ObserveQueue {
  /** How long until everything that waits now is made. */
  readonly expectedWaitMs: number;
  readonly nowMs: number;
}

/** What a look at the queue comes to. */
export interface ObservedQueue {
  readonly expectedWaitMs: number;
  /** The wait that the price book calls long. */
  readonly targetMs: number;
}

/**
 * Takes a look at the queue into what quotes are priced by, and gives it beside the book's target. However many processes look, one look in an
 * interval counts, so that they agree; the state outlives them all, so that a restart goes on where the last one was.
 */
export async function observeQueue(tx: Tx, { expectedWaitMs, nowMs }: ObserveQueue): Promise<ObservedQueue> {
  const book = await readCurrentPriceBook(tx, nowMs);
  const settings = congestionSettings(book.book);
  const observed = { expectedWaitMs, targetMs: settings.targetMs };
  const state = await lockCongestion(tx);
  if (state !== undefined && nowMs - state.observedAtMs < observeEveryMs / 2) return observed;
  const next = nextCongestion(state, { expectedWaitMs, nowMs }, settings);
  // A queue that stays empty is no news, and an idle server writes nothing.
  const isNews = state?.smoothed !== next.smoothed || state.published !== next.published || state.expectedWaitMs !== next.expectedWaitMs;
  if (isNews) await writeCongestion(tx, next);
  return observed;
}
