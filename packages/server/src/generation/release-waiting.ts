import { appendEvents } from '../database/index.ts';
import { pricePerImage, requote } from '../pricing/index.ts';
import { endGeneration } from './end-generation.ts';
import type { GenerationKey } from './generation.ts';
import { takeLease } from './queries.ts';
import { expectedWaitMs } from './expected-wait.ts';
import { lockLettingIn, lockWaiting, queueWaiting, selectPendingWork, type Speed, type WaitingRow } from './queue-queries.ts';
import type { Room } from './room.ts';

/** How fast the queue is worked off. */
export interface QueuePace {
  readonly speeds: ReadonlyMap<string, Speed>;
  /** Pictures that are made at once. */
  readonly slots: number;
  /** The wait that the price book calls long. */
  readonly targetMs: number;
}

/**
 * Queues a generation that waits, at the price of this moment, in one transaction: its hold stays as it is, and what is not needed of it goes
 * back at the end. `false` while the queue's factor, or the queue as it is this moment, is above what its customer wants to pay, and when
 * somebody else is at it. Whoever was let in before counts, also by another process: otherwise all that wait would come at once and drive the
 * factor up again.
 */
export async function queueAtPriceOfNow(room: Room, row: WaitingRow, { speeds, slots, targetMs }: QueuePace): Promise<boolean> {
  const key = keyOf(row);
  return await room.database.transaction(async (tx) => {
    const nowMs = room.clock.nowMs();
    await lockLettingIn(tx);
    if (expectedWaitMs(await selectPendingWork(tx), speeds, slots) > Number(row.max_congestion) * targetMs) return false;
    if (!(await lockWaiting(tx, key, nowMs))) return false;
    const quote = await requote(tx, { accountId: key.accountId, quoteId: row.quote_id, madeId: key.id, nowMs });
    if (quote === undefined) return false;
    const { id: quoteId, total: quoted, upperBound } = quote;
    const bounds = pricePerImage({ total: upperBound, request: quote.request });
    await queueWaiting(tx, key, { quoteId, quoted, upperBound, shares: pricePerImage(quote), bounds });
    await appendEvents(tx, [
      { accountId: key.accountId, topic: 'generation.changed', payload: { generationId: key.id, status: 'queued' } },
    ]);
    return true;
  });
}

/** Ends a generation that was canceled while it waited, or has waited as long as it may. Nothing is charged. */
export async function endWaiting(room: Room, row: WaitingRow, owner: string): Promise<void> {
  const key = keyOf(row);
  const isMine = await room.database.transaction(async (tx) => {
    const nowMs = room.clock.nowMs();
    if (!(await lockWaiting(tx, key, nowMs))) return false;
    await takeLease(tx, key, { owner, untilMs: nowMs + room.settings.leaseMs });
    return true;
  });
  if (!isMine) return;
  const rest = row.cancel_requested_at === null ? waitedTooLong(row) : 'canceled';
  await endGeneration(room, key, row.hold_id, rest);
}

function waitedTooLong({ max_congestion: most }: WaitingRow) {
  return {
    code: 'congestion_wait_over',
    detail: `The queue's factor did not fall to ${most ?? '1'} in time. Nothing was charged. Try again later, or at the price of then.`,
  };
}

function keyOf({ account_id: accountId, id }: WaitingRow): GenerationKey {
  return { accountId, id };
}
