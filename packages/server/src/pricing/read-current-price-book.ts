import { Gather, type Sql } from '../database/index.ts';
import { assert } from '../kernel/index.ts';
import { compilePriceBook } from './compile-price-book.ts';
import type { CompiledBook } from './compiled-book.ts';
import { priceBookNotFound } from './problems.ts';
import { selectBook, selectInForce, selectVersionTimes, type InForceRow, type PriceBookRow } from './queries.ts';
import type { PricedRequest } from './quote.ts';

/** Compiled books by id. An id names version and content, and a published book never changes, so nothing here is ever out of date. */
const compiledBooks = new Map<string, CompiledBook>();
/** Enough for the current book and a few coming and going; compiling one takes some milliseconds. */
const compiledBooksMax = 16;

/** What prices are made by at a moment. */
export interface InForce {
  readonly book: CompiledBook;
  /** The queue's ratio in millionths, as it was published. */
  readonly queueRatio: number;
}

/** What is in force is asked for with each quote, so many ask together. */
const desks = new WeakMap<Sql, Gather<number, InForceRow | null>>();

/** The price book in force at `nowMs`, compiled, and the queue as it is. */
export async function readInForce(sql: Sql, nowMs: number): Promise<InForce> {
  const row = await deskOf(sql).ask(nowMs);
  assert(row !== null, 'no price book is in force: publishDefaultPriceBook runs at each start');
  return { book: compiledBooks.get(row.id) ?? (await readCompiledPriceBook(sql, row.version)), queueRatio: row.queue_ratio };
}

/** The versions of a database, the newest first, as far as they are known. */
const versions = new WeakMap<Sql, readonly PriceBookRow[]>();

/** The same by what `pricesMark` said at a moment, which most often takes no further look into the database. */
export async function readInForceBy(sql: Sql, mark: string, nowMs: number): Promise<InForce> {
  const [newest = 0, queueRatio = 0] = mark.split(' ').map(Number);
  let known = versions.get(sql);
  // Versions have no gaps, and a list that is newer than the mark is as good.
  if (known === undefined || (known[0]?.version ?? 0) < newest) {
    known = await selectVersionTimes(sql);
    versions.set(sql, known);
  }
  const row = known.find(({ effective_from }) => effective_from.getTime() <= nowMs);
  assert(row !== undefined, 'no price book is in force: publishDefaultPriceBook runs at each start');
  return { book: compiledBooks.get(row.id) ?? (await readCompiledPriceBook(sql, row.version)), queueRatio };
}

/** The price book in force at `nowMs`, compiled. There is one from the first start on, see `publishDefaultPriceBook`. */
export async function readCurrentPriceBook(sql: Sql, nowMs: number): Promise<CompiledBook> {
  return (await readInForce(sql, nowMs)).book;
}

/** A published version, compiled: for a price that an earlier quote binds. Refuses `price_book_not_found`. */
export async function readCompiledPriceBook(sql: Sql, version: number): Promise<CompiledBook> {
  const row = await selectBook(sql, version);
  if (row === undefined) throw priceBookNotFound(`No price book has the version ${version}.`, { version });
  const known = compiledBooks.get(row.id);
  if (known !== undefined) return known;
  const compiled = compilePriceBook(row.body, { version, effectiveFromMs: row.effective_from.getTime() });
  assert(compiled.id === row.id && compiled.hash === row.hash, `price book ${version} is not what was published: its hash differs`);
  for (const oldest of compiledBooks.keys()) {
    if (compiledBooks.size < compiledBooksMax) break;
    compiledBooks.delete(oldest);
  }
  compiledBooks.set(compiled.id, compiled);
  return compiled;
}

/** The book that a quote was made by. */
export async function readBookOfQuote(sql: Sql, { priceBook }: Pick<PricedRequest, 'priceBook'>): Promise<CompiledBook> {
  return compiledBooks.get(priceBook.id) ?? (await readCompiledPriceBook(sql, priceBook.version));
}

function deskOf(sql: Sql): Gather<number, InForceRow | null> {
  const known = desks.get(sql);
  if (known !== undefined) return known;
  const gather = new Gather<number, InForceRow | null>((times) => selectInForce(sql, times));
  desks.set(sql, gather);
  return gather;
}
