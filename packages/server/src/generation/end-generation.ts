import { appendEvents, type Tx } from '../database/index.ts';
import { derivedId, Problem } from '../kernel/index.ts';
import { chargeFor, type Elapsed } from '../pricing/index.ts';
import type { GenerationKey, GenerationStatus } from './generation.ts';
import {
  addCharge,
  endWaitingPictures,
  markEnded,
  markPicturesCanceled,
  selectGeneration,
  selectPictures,
  type CanceledPicture,
  type GenerationRow,
  type PictureProblem,
  type PictureRow,
} from './queries.ts';
import type { Room } from './room.ts';

/** What becomes of the pictures that are still waiting. */
export type Rest = 'canceled' | PictureProblem;

/** The pictures that were being made when the generation was canceled, each with how far it was; `undefined` where nobody counted. */
export type Underway = ReadonlyMap<number, Elapsed | undefined>;

/** The hold is no longer there to be voided: its credits have gone back by themselves already. */
export const holdGone: ReadonlySet<string> = new Set(['hold_expired', 'hold_not_open', 'unknown_hold']);

/**
 * Ends the generation and gives back what is still held, in one transaction. Pictures that are canceled are charged as quoted, which is
 * nothing unless the price book says otherwise; with a problem of the platform nothing is charged for the rest. One that has ended is left
 * as it is; when the hold has timed out meanwhile, there is nothing to give back, and the generation ends all the same.
 */
export async function endGeneration(room: Room, key: GenerationKey, holdId: string, rest: Rest, underway?: Underway): Promise<void> {
  const row = await selectGeneration(room.database.sql, key);
  // The capture of the last picture has ended it already: a void would only be refused.
  if (row === undefined || row.finished_at !== null) return;
  const canceled = rest === 'canceled' ? await canceledPictures(room, key, row, underway) : [];
  const amount = canceled.reduce((sum, { charged }) => sum + charged, 0n);
  const end = (tx: Tx): Promise<void> => endInTransaction(tx, key, rest, room.clock.nowMs());
  const reference = { type: 'generation' as const, id: key.id };
  const command = { accountId: key.accountId, holdId, reference };
  const charge = async (tx: Tx): Promise<void> => {
    await markPicturesCanceled(tx, key, canceled);
    await addCharge(tx, key, amount);
    await end(tx);
  };
  try {
    if (amount === 0n) {
      const alongside = canceled.length === 0 ? end : charge;
      const memo = 'Pictures that were not made: nothing charged';
      await room.ledger.void({ ...command, id: derivedId('cmd', key.id, 'void'), memo }, { alongside });
    } else {
      const memo = `${canceled.filter(({ charged }) => charged > 0n).length} canceled: charged as quoted; the rest was given back`;
      await room.ledger.capture({ ...command, id: derivedId('cmd', key.id, 'charge'), amount, final: true, memo }, { alongside: charge });
    }
  } catch (error) {
    // Whoever was first has ended it with the same transaction that closed the hold.
    if (!(error instanceof Problem) || !(holdGone.has(error.code) || error.code === 'command_id_reused')) throw error;
    await room.database.transaction(end);
  }
}

async function canceledPictures(
  room: Room,
  key: GenerationKey,
  { charging, status }: GenerationRow,
  underway: Underway = new Map(),
): Promise<readonly CanceledPicture[]> {
  const waiting = (await selectPictures(room.database.sql, key)).filter((picture) => picture.status === 'waiting');
  return waiting.map(({ index, share }) => {
    const end = underway.has(index) ? 'canceledWhileRunning' : 'canceledInQueue';
    // What waits for a lower price has no place in the queue, and costs nobody anything.
    if (status === 'waiting') return { index, end, charged: 0n };
    return { index, end, charged: chargeFor(charging, end, share, underway.get(index)) };
  });
}

/** Ends the generation as part of `tx`: for the capture of its last picture, and for the void of the rest. */
export async function endInTransaction(tx: Tx, key: GenerationKey, rest: Rest, nowMs: number): Promise<void> {
  await endWaitingPictures(tx, key, rest === 'canceled' ? undefined : rest);
  const pictures = await selectPictures(tx, key);
  const status = statusOf(pictures);
  if (await markEnded(tx, key, status, problemOf(pictures), nowMs)) {
    await appendEvents(tx, [{ accountId: key.accountId, topic: 'generation.changed', payload: { generationId: key.id, status } }]);
  }
}

function statusOf(pictures: readonly PictureRow[]): GenerationStatus {
  const made = pictures.filter((picture) => picture.status === 'made').length;
  if (made === pictures.length) return 'succeeded';
  if (pictures.some((picture) => picture.status === 'canceled')) return 'canceled';
  return made > 0 ? 'partly_succeeded' : 'failed';
}

function problemOf(pictures: readonly PictureRow[]): PictureProblem | undefined {
  for (const { problem_code: code, problem_detail: detail } of pictures) {
    if (code !== null && detail !== null) return { code, detail };
  }
  return undefined;
}
