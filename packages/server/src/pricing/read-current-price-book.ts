import type { Sql } from '../database/index.ts';
import { assert } from '../kernel/index.ts';
import { compilePriceBook } from './compile-price-book.ts';
import type { CompiledBook } from './compiled-book.ts';
import { selectBook, selectBookInForce, type PriceBookRow } from './queries.ts';

/** Compiled books by id. An id names version and content, and a published book never changes, so nothing here is ever out of date. */
const compiledBooks = new Map<string, CompiledBook>();
/** Enough for the current book and a few coming and going; compiling one takes some milliseconds. */
const compiledBooksMax = 16;

/** The price book in force at `nowMs`, compiled. There is one from the first start on, see `publishDefaultPriceBook`. */
export async function readCurrentPriceBook(sql: Sql, nowMs: number): Promise<CompiledBook> {
  const row = await selectBookInForce(sql, nowMs);
  assert(row !== undefined, 'no price book is in force: publishDefaultPriceBook runs at each start');
  return await compiledOf(sql, row);
}

/** A published version, compiled: for a price that an earlier quote binds. */
export async function readCompiledPriceBook(sql: Sql, version: number): Promise<CompiledBook> {
  const row = await selectBook(sql, version);
  assert(row !== undefined, `price book ${version} was never published`);
  return await compiledOf(sql, row);
}

async function compiledOf(sql: Sql, row: PriceBookRow): Promise<CompiledBook> {
  const known = compiledBooks.get(row.id);
  if (known !== undefined) return known;
  const compiled = compilePriceBook((await selectBook(sql, row.version))?.body, {
    version: row.version,
    effectiveFromMs: row.effective_from.getTime(),
  });
  assert(compiled.id === row.id && compiled.hash === row.hash, `price book ${row.version} is not what was published: its hash differs`);
  for (const oldest of compiledBooks.keys()) {
    if (compiledBooks.size < compiledBooksMax) break;
    compiledBooks.delete(oldest);
  }
  compiledBooks.set(compiled.id, compiled);
  return compiled;
}
