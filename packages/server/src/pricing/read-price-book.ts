import type { Sql } from '../database/index.ts';
import { priceBookNotFound } from './problems.ts';
import { selectBook, type PublishedRow } from './queries.ts';

/** A price book as it was published. */
export interface PublishedPriceBook {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly title: string;
  /** The book as data, as it was written. */
  readonly book: unknown;
  readonly effectiveFromMs: number;
  readonly publishedAtMs: number;
}

/** One published version. Refuses `price_book_not_found`. */
export async function readPriceBook(sql: Sql, version: number): Promise<PublishedPriceBook> {
  const row = await selectBook(sql, version);
  if (row === undefined) throw priceBookNotFound(`No price book has the version ${version}.`, { version });
  return publishedOf(row);
}

function publishedOf({ id, version, hash, body, effective_from, published_at }: PublishedRow): PublishedPriceBook {
  return {
    id,
    version,
    hash,
    title: titleOf(body),
    book: body,
    effectiveFromMs: effective_from.getTime(),
    publishedAtMs: published_at.getTime(),
  };
}

/** The title of a book that may be wrong. */
export function titleOf(book: unknown): string {
  return typeof book === 'object' && book !== null && 'title' in book && typeof book.title === 'string' ? book.title : '';
}
