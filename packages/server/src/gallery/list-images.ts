import type { Sql } from '../database/index.ts';
import { pageFrom, readCursor } from '../kernel/index.ts';
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
  const images = await selectImages(sql, accountId, readCursor(cursor, 'img'), limit + 1);
  const { shown, nextCursor } = pageFrom(images, limit, ({ createdAtMs, id }) => ({ atMs: createdAtMs, id }));
  return { images: shown, nextCursor };
}
