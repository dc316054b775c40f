import type { Readable } from 'node:stream';
import type { Sql } from '../database/index.ts';
import type { ImageStore } from './image-store.ts';
import { imageFileMissing } from './problems.ts';
import { readImage } from './read-image.ts';

/** A file on its way to a customer. */
export interface OpenedFile {
  readonly stream: Readable;
  readonly bytes: number;
  readonly mediaType: string;
  /** Also good as a strong ETag: the content under it never changes. */
  readonly sha256: string;
  readonly fileName: string;
}

export interface OpenFile {
  readonly sql: Sql;
  readonly store: ImageStore;
  readonly accountId: string;
  readonly imageId: string;
}

const extensions: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

/** The picture itself. Refuses `image_not_found`; `image_file_missing` is the operator's trouble. */
export async function openFile({ sql, store, accountId, imageId }: OpenFile): Promise<OpenedFile> {
  const image = await readImage(sql, accountId, imageId);
  const fileName = `imprest-${image.id}.${extensions[image.mediaType] ?? 'bin'}`;
  return { ...(await open(store, imageId, image.sha256)), bytes: image.bytes, mediaType: image.mediaType, fileName };
}

/** Its thumbnail, a webp of at most 512 pixels along the longer edge. Refuses as `openFile` does. */
export async function openThumbnail({ sql, store, accountId, imageId }: OpenFile): Promise<OpenedFile> {
  const image = await readImage(sql, accountId, imageId);
  const file = await open(store, imageId, image.thumbnailSha256);
  return { ...file, bytes: image.thumbnailBytes, mediaType: 'image/webp', fileName: `imprest-${image.id}-thumbnail.webp` };
}

async function open(store: ImageStore, imageId: string, sha256: string): Promise<{ readonly stream: Readable; readonly sha256: string }> {
  const stream = await store.read(sha256);
  if (stream === undefined) {
    throw imageFileMissing('The file of this image is not in the store. Nothing was charged for looking; ask the operator to restore it.', {
      imageId,
      sha256,
    });
  }
  return { stream, sha256 };
}
