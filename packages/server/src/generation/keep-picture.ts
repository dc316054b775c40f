import { recordImage } from '../gallery/index.ts';
import { derivedId, Problem } from '../kernel/index.ts';
import { pricePerImage, readBookOfQuote, readQuote, settleQuote } from '../pricing/index.ts';
import { chargePicture } from './charge-picture.ts';
import type { EngineOutcome } from './engine.ts';
import { markPictureMade, type GenerationRow, type PictureProblem, type PictureRow } from './queries.ts';
import type { Room } from './room.ts';

type MadePicture = Extract<EngineOutcome, { readonly outcome: 'made' }>;

/**
 * Keeps a picture: its bytes first, then, in one transaction, the capture of its part of the price, its row and the state of the
 * generation. Gives the problem when the bytes could not be kept.
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
  const imageId = derivedId('img', row.account_id, row.id, String(picture.index));
  await chargePicture(room, row, {
    index: picture.index,
    amount: await priceOf(room, row, picture),
    step: 'capture',
    reference: { type: 'image', id: imageId },
    memo: `Picture ${picture.index + 1} of ${row.request.images}`,
    write: async (tx, cost) => {
      if (!(await markPictureMade(tx, key, picture.index, imageId, cost))) return false;
      await recordImage(tx, { ...imageOf(row, picture), ...files, id: imageId, cost, createdAtMs: room.clock.nowMs() });
      return true;
    },
  });
  return undefined;
}

/**
 * What a picture costs: its share as quoted, or, where the engine has measured it, its share of what all would cost if they had taken as
 * much as this one. Never more than what is held for it.
 */
async function priceOf(room: Room, row: GenerationRow, picture: MadePicture): Promise<(kept: PictureRow) => bigint> {
  const { measured } = picture;
  if (measured === undefined) return (kept) => kept.share;
  const { images } = row.request;
  const quote = await readQuote(room.database.sql, row.account_id, row.quote_id);
  const book = await readBookOfQuote(room.database.sql, quote);
  const together = Object.fromEntries(Object.entries(measured).map(([fact, value]) => [fact, value * images]));
  const price = pricePerImage({ total: settleQuote(book, quote, together), request: { images } })[picture.index] ?? 0n;
  return (kept) => (price < kept.bound ? price : kept.bound);
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
