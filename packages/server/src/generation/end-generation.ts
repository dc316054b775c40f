import { appendEvents, type Tx } from '../database/index.ts';
import { derivedId, Problem } from '../kernel/index.ts';
import type { GenerationKey, GenerationStatus } from './generation.ts';
import { endWaitingPictures, markEnded, selectGeneration, selectPictures, type PictureProblem, type PictureRow } from './queries.ts';
import type { Room } from './room.ts';

/** What becomes of the pictures that are still waiting. */
export type Rest = 'canceled' | PictureProblem;

/** The hold is no longer there to be voided: its credits have gone back by themselves already. */
export const holdGone: ReadonlySet<string> = new Set(['hold_expired', 'hold_not_open', 'unknown_hold']);

/**
 * Gives back what is still held and ends the generation, in one transaction. One that has ended is left as it is; when the hold has timed
 * out meanwhile, there is nothing to give back, and the generation ends all the same.
 */
export async function endGeneration(room: Room, key: GenerationKey, holdId: string, rest: Rest): Promise<void> {
  const row = await selectGeneration(room.database.sql, key);
  // The capture of the last picture has ended it already: a void would only be refused.
  if (row === undefined || row.finished_at !== null) return;
  const end = (tx: Tx): Promise<void> => endInTransaction(tx, key, rest, room.clock.nowMs());
  try {
    await room.ledger.void(
      {
        id: derivedId('cmd', key.id, 'void'),
        accountId: key.accountId,
        holdId,
        reference: { type: 'generation', id: key.id },
        memo: 'Pictures that were not made: nothing charged',
      },
      { alongside: end },
    );
  } catch (error) {
    if (!(error instanceof Problem) || !holdGone.has(error.code)) throw error;
    await room.database.transaction(end);
  }
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
