import type { Tx } from '../database/index.ts';
import { compilePriceBook, notValid } from './compile-price-book.ts';
import type { CompiledBook } from './compiled-book.ts';
import { defaultPriceBook } from './default-price-book.ts';
import { parsePriceBook } from './parse/parse-price-book.ts';
import { priceBookChanged } from './problems.ts';
import { insertBook, lockPublishing, selectNewestBook } from './queries.ts';

export interface PublishPriceBook {
  /** The book as data, from whoever wrote it. Checked here. */
  readonly book: unknown;
  /** When it comes into force; from then on new quotes use it. By default, and where that time has passed, at once. */
  readonly effectiveFromMs?: number;
  /** The newest version that whoever publishes has seen; where there is a newer one, they had better look again. Not looked at when left out. */
  readonly newestVersion?: number | undefined;
  readonly nowMs: number;
}

/**
 * Publishes a price book as the next version, for ever. Publishing what the newest version says already changes nothing and gives that
 * version; going back to an older one publishes what it says as a new version. Refuses `invalid_price_book` and `price_book_changed`. Open quotes keep the price of
 * their own version.
 */
export async function publishPriceBook(tx: Tx, command: PublishPriceBook): Promise<CompiledBook> {
  const { book, hash } = parsePriceBook(command.book);
  if (book.unit === 'usd') throw notValid([inDollars]);
  await lockPublishing(tx);
  const newest = await selectNewestBook(tx);
  if (newest?.hash === hash) return compilePriceBook(book, { version: newest.version, effectiveFromMs: newest.effective_from.getTime() });
  expectNewest(newest?.version ?? 0, command.newestVersion);
  const effectiveFromMs = Math.max(command.effectiveFromMs ?? command.nowMs, command.nowMs);
  const compiled = compilePriceBook(book, { version: (newest?.version ?? 0) + 1, effectiveFromMs });
  await insertBook(tx, {
    version: compiled.version,
    id: compiled.id,
    hash,
    body: book,
    effective_from: new Date(effectiveFromMs),
    published_at: new Date(command.nowMs),
  });
  return compiled;
}

/** What is wrong with a published book whose prices are dollars. */
export const inDollars = { path: '/unit', message: 'accounts are charged in credits: turn the prices into credits' };

function expectNewest(newestVersion: number, seen: number | undefined): void {
  if (seen === undefined || seen === newestVersion) return;
  throw priceBookChanged(
    `Version ${newestVersion} was published since you looked. See what it changes, and publish again if you still want to.`,
    {
      newestVersion,
    },
  );
}

/** Publishes the default book where none was published yet; whatever the operator has published since stays in force. Run at each start. */
export async function publishDefaultPriceBook(tx: Tx, { nowMs }: { readonly nowMs: number }): Promise<void> {
  await lockPublishing(tx);
  if ((await selectNewestBook(tx)) !== undefined) return;
  await publishPriceBook(tx, { book: defaultPriceBook, nowMs });
}
