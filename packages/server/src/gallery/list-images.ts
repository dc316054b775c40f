import type { Sql } from '../database/index.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Image } from './image.ts';
import { selectImages } from './queries.ts';

export interface ImagePage {
  readonly images: readonly Image[];
  readonly nextCursor: string | null;
}

export interface ListImages {
  readonly accountId: string;
  readonly cursor?: string | undefined;
  /** 1..100 */
  readonly limit: number;
}

/** The images of an account, newest first. Refuses `invalid_cursor`. */
export async function listImages(sql: Sql, { accountId, cursor, limit }: ListImages): Promise<ImagePage> {
  const images = await selectImages(sql, accountId, readCursor(cursor), limit + 1);
  const page = images.slice(0, limit);
  const last = page[page.length - 1];
  return { images: page, nextCursor: images.length > limit && last !== undefined ? writeCursor(last) : null };
}
