import type { Tx } from '../../database/index.ts';
import type { CompiledBook } from '../compiled-book.ts';
import { publishPriceBook } from '../publish-price-book.ts';
import { readPriceBook } from '../read-price-book.ts';

export interface RepublishPriceBook {
  /** The version to go back to. */
  readonly version: number;
  /** When it comes into force again. By default at once. */
  readonly effectiveFromMs?: number;
  /** See `PublishPriceBook`. */
  readonly newestVersion?: number | undefined;
  readonly nowMs: number;
}

/**
 * Rolls back: publishes what an older version says as the next version. Done twice it is done once. Refuses `price_book_not_found`,
 * `price_book_changed`, and `invalid_price_book` where a version from before a rule does not keep that rule.
 */
export async function republishPriceBook(tx: Tx, { version, ...when }: RepublishPriceBook): Promise<CompiledBook> {
  const { book } = await readPriceBook(tx, version);
  return publishPriceBook(tx, { book, ...when });
}
