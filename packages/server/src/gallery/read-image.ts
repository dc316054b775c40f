import type { Sql } from '../database/index.ts';
import type { Image } from './image.ts';
import { imageNotFound } from './problems.ts';
import { selectImage, selectImagesOf } from './queries.ts';

/** An image of this account. Refuses `image_not_found`, also for the image of someone else. */
export async function readImage(sql: Sql, accountId: string, imageId: string): Promise<Image> {
  const image = await selectImage(sql, accountId, imageId);
  if (image === undefined) throw imageNotFound('There is no image with this id in your account. Look it up in the gallery.', { imageId });
  return image;
}

/** The images of some generations of this account, in order of their index. */
export async function readImagesOf(sql: Sql, accountId: string, generationIds: readonly string[]): Promise<readonly Image[]> {
  return generationIds.length === 0 ? [] : await selectImagesOf(sql, accountId, generationIds);
}
