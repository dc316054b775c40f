import { appendEvents, type Tx } from '../database/index.ts';
import type { Image } from './image.ts';
import { insertImage } from './queries.ts';

/**
 * Writes the row of a picture whose bytes and thumbnail are in the store already, and its event `image.created`. Meant for the
 * transaction that charges for the picture, so that neither exists without the other.
 */
export async function recordImage(tx: Tx, image: Image): Promise<void> {
  await insertImage(tx, image);
  await appendEvents(tx, [
    {
      accountId: image.accountId,
      topic: 'image.created',
      payload: { imageId: image.id, generationId: image.generationId, index: image.index },
    },
  ]);
}
