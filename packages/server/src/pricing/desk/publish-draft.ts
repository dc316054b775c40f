import type { Sql, Tx } from '../../database/index.ts';
import type { CompiledBook } from '../compiled-book.ts';
import { publishPriceBook } from '../publish-price-book.ts';
import { readCompiledPriceBook } from '../read-current-price-book.ts';
import { deleteDraft, insertPublishedDraft, selectPublishedDraft } from './queries.ts';
import { changed } from './save-draft.ts';

export interface PublishDraft {
  readonly draft: { readonly id: string; readonly revision: number };
  /** When it comes into force. By default at once. */
  readonly effectiveFromMs?: number;
  /** See `PublishPriceBook`. */
  readonly newestVersion?: number | undefined;
  readonly nowMs: number;
}

/**
 * Publishes a draft as the next version; the draft is then gone. Refuses `draft_not_found`, `draft_changed` where someone else has saved it
 * since it was read, `invalid_price_book` and `price_book_changed`; the draft then stays. Again, also at once, it gives the version that the
 * draft became: the first answer may have been lost.
 */
export async function publishDraft(tx: Tx, { draft, ...when }: PublishDraft): Promise<CompiledBook> {
  const row = await deleteDraft(tx, draft.id, draft.revision);
  if (row === undefined) return await publishedBefore(tx, draft);
  const book = await publishPriceBook(tx, { book: row.body, ...when });
  await insertPublishedDraft(tx, draft, book.version);
  return book;
}

async function publishedBefore(tx: Tx, draft: PublishDraft['draft']): Promise<CompiledBook> {
  const version = await selectPublishedDraft(tx, draft);
  if (version === undefined) throw await changed(tx, draft);
  return await readCompiledPriceBook(tx, version);
}

/** Throws a draft away. Refuses `draft_not_found`, and `draft_changed` where someone else has saved it since it was read. */
export async function discardDraft(sql: Sql, draft: { readonly id: string; readonly revision: number }): Promise<void> {
  if ((await deleteDraft(sql, draft.id, draft.revision)) === undefined) throw await changed(sql, draft);
}
