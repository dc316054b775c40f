import { recordImage } from '../gallery/index.ts';
import { derivedId, Problem } from '../kernel/index.ts';
import { endGeneration, endInTransaction, holdGone } from './end-generation.ts';
import type { EngineOutcome } from './engine.ts';
import { addCharge, markPictureFailed, markPictureMade, selectPictures, type GenerationRow, type PictureProblem } from './queries.ts';
import type { Room } from './room.ts';

type MadePicture = Extract<EngineOutcome, { readonly outcome: 'made' }>;

/** What the rest fails with when the hold timed out before all pictures were made. */
const holdTimedOut: PictureProblem = {
  code: 'hold_expired',
  detail: 'This took longer than your credits may be held. Pictures that were not delivered were not charged.',
};

/**
 * Keeps a picture: its bytes first, then, in one transaction, the capture of its part of the price, its row and the state of the
 * generation. Every id is derived from generation and index, so that a second time changes nothing. Gives the problem when the bytes
 * could not be kept.
 */
export async function keepPicture(room: Room, row: GenerationRow, picture: MadePicture): Promise<PictureProblem | undefined> {
  const key = { accountId: row.account_id, id: row.id };
  let files: { readonly sha256: string; readonly thumbnailSha256: string };
  try {
    const [file, thumbnail] = [await room.store.put(picture.bytes), await room.store.put(picture.thumbnail)];
    files = { sha256: file.sha256, thumbnailSha256: thumbnail.sha256 };
  } catch (error) {
    return error instanceof Problem
      ? { code: error.code, detail: error.detail }
      : { code: 'image_store_failed', detail: 'The picture was made and could not be kept. Nothing was charged for it.' };
  }
  const pictures = await selectPictures(room.database.sql, key);
  const share = pictures.find((other) => other.index === picture.index)?.share ?? 0n;
  const final = pictures.every((other) => other.index === picture.index || other.status !== 'waiting');
  const imageId = derivedId('img', row.account_id, row.id, String(picture.index));
  try {
    await room.ledger.capture(
      {
        id: derivedId('cmd', row.id, 'capture', String(picture.index)),
        accountId: row.account_id,
        holdId: row.hold_id,
        amount: share,
        final,
        reference: { type: 'image', id: imageId },
        memo: `Picture ${picture.index + 1} of ${row.request.images}`,
      },
      {
        alongside: async (tx) => {
          const nowMs = room.clock.nowMs();
          await recordImage(tx, {
            ...imageOf(row, picture),
            ...files,
            id: imageId,
            cost: share,
            createdAtMs: nowMs,
          });
          await markPictureMade(tx, key, picture.index, imageId);
          await addCharge(tx, key, share);
          if (final) await endInTransaction(tx, key, 'canceled', nowMs);
        },
      },
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Another runner has captured this picture at the same time, with another view of what was left: the rows tell.
    if (error.code === 'command_id_reused') return undefined;
    if (!holdGone.has(error.code)) throw error;
    await endGeneration(room, key, row.hold_id, holdTimedOut);
  }
  return undefined;
}

function imageOf(row: GenerationRow, picture: MadePicture) {
  const { prompt, negativePrompt, model, steps } = row.request;
  return {
    accountId: row.account_id,
    generationId: row.id,
    index: picture.index,
    width: picture.width,
    height: picture.height,
    seed: picture.seed,
    prompt,
    negativePrompt,
    model,
    steps,
    engine: row.engine,
    procedural: row.procedural,
    bytes: picture.bytes.length,
    mediaType: picture.mediaType,
    thumbnailBytes: picture.thumbnail.length,
  };
}

/** Notes that a picture will not be made. What it would have cost goes back when the generation ends. */
export async function failPicture(room: Room, row: GenerationRow, index: number, problem: PictureProblem): Promise<void> {
  await markPictureFailed(room.database.sql, { accountId: row.account_id, id: row.id }, index, problem);
}
