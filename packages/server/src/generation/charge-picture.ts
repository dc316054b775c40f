import type { Tx } from '../database/index.ts';
import { derivedId, Problem } from '../kernel/index.ts';
import { endGeneration, endInTransaction, holdGone } from './end-generation.ts';
import { addCharge, selectPictures, type GenerationRow, type PictureProblem, type PictureRow } from './queries.ts';
import type { Room } from './room.ts';

/** What the rest fails with when the hold timed out before all pictures were made. */
const holdTimedOut: PictureProblem = {
  code: 'hold_expired',
  detail: 'This took longer than your credits may be held. Pictures that were not delivered were not charged.',
};

/** Somebody else has ended this picture meanwhile: nothing is charged a second time. */
class EndedAlready extends Error {
  override readonly name = 'EndedAlready';
}

export interface PictureCapture {
  readonly index: number;
  /** What the picture costs, of what is still held for it. */
  readonly amount: (picture: PictureRow) => bigint;
  /** Names the command; the picture is charged once under it. */
  readonly step: 'capture' | 'charge';
  readonly reference: { readonly type: 'image' | 'generation'; readonly id: string };
  readonly memo: string;
  /** Writes what became of the picture, and says whether it still was to be decided. */
  readonly write: (tx: Tx, amount: bigint) => Promise<boolean>;
}

/**
 * Charges one picture and writes what became of it, in one transaction, which also ends the generation where no other picture waits. Every
 * id follows from generation and index, so that a second time changes nothing.
 */
export async function chargePicture(room: Room, row: GenerationRow, capture: PictureCapture): Promise<void> {
  const key = { accountId: row.account_id, id: row.id };
  const { index, step, reference, memo, write } = capture;
  const pictures = await selectPictures(room.database.sql, key);
  const picture = pictures.find((other) => other.index === index);
  if (picture?.status !== 'waiting') return;
  const amount = capture.amount(picture);
  const final = pictures.every((other) => other.index === index || other.status !== 'waiting');
  const id = derivedId('cmd', row.id, step, String(index));
  try {
    await room.ledger.capture(
      { id, accountId: row.account_id, holdId: row.hold_id, amount, final, reference, memo },
      {
        alongside: async (tx) => {
          if (!(await write(tx, amount))) throw new EndedAlready();
          await addCharge(tx, key, amount);
          if (final) await endInTransaction(tx, key, 'canceled', room.clock.nowMs());
        },
      },
    );
  } catch (error) {
    if (error instanceof EndedAlready) return;
    if (!(error instanceof Problem)) throw error;
    // Another runner has charged this picture at the same time, with another view of what was left: the rows tell.
    if (error.code === 'command_id_reused') return;
    if (!holdGone.has(error.code)) throw error;
    await endGeneration(room, key, row.hold_id, holdTimedOut);
  }
}
