import { chargeFor, type PictureEnd } from '../pricing/index.ts';
import { chargePicture } from './charge-picture.ts';
import { markPictureFailed, selectPictures, type GenerationRow, type PictureProblem } from './queries.ts';
import type { Room } from './room.ts';

/** How an engine's work on a picture came to nothing; `ours` is what the platform is to blame for, and never charged. */
export type FailedEnd = Extract<PictureEnd, 'failed' | 'refusedBeforeRun' | 'refusedAfterRun'> | 'ours';

const memos: Readonly<Record<Exclude<FailedEnd, 'ours'>, string>> = {
  failed: 'was tried and failed',
  refusedBeforeRun: 'was refused before it was made',
  refusedAfterRun: 'was refused after it was made',
};

/**
 * Notes that a picture will not be made. What the price book charges for that, as quoted, is captured in the same transaction; the rest of
 * its price goes back when the generation ends.
 */
export async function failPicture(room: Room, row: GenerationRow, index: number, problem: PictureProblem, end: FailedEnd): Promise<void> {
  const { sql } = room.database;
  const key = { accountId: row.account_id, id: row.id };
  const written = { index, problem, end: end === 'ours' ? ('failed' as const) : end };
  const picture = (await selectPictures(sql, key)).find((other) => other.index === index);
  const amount = end === 'ours' || picture === undefined ? 0n : chargeFor(row.charging, end, picture.share);
  if (end === 'ours' || amount === 0n) {
    await markPictureFailed(sql, key, { ...written, charged: 0n });
    return;
  }
  await chargePicture(room, row, {
    index,
    amount: () => amount,
    step: 'charge',
    reference: { type: 'generation', id: row.id },
    memo: `Picture ${index + 1} of ${row.request.images} ${memos[end]}: charged as quoted`,
    write: async (tx) => await markPictureFailed(tx, key, { ...written, charged: amount }),
  });
}
