import type { Sql, Tx } from '../../database/index.ts';
import type { CompiledBook } from '../compiled-book.ts';
import { publishPriceBook } from '../publish-price-book.ts';
import { readCompiledPriceBook } from '../read-current-price-book.ts';
import { deleteDraft, insertPublishedDraft, moveDraftAway, selectEndedDraft, type DraftRevision } from './queries.ts';
import { changed } from './save-draft.ts';

export interface PublishDraft {
  readonly draft: DraftRevision;
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

async function publishedBefore(tx: Tx, draft: DraftRevision): Promise<CompiledBook> {
  const version = (await selectEndedDraft(tx, draft))?.version;
  if (version === undefined || version === null) throw await changed(tx, draft);
  return await readCompiledPriceBook(tx, version);
}

/**
 * Throws a draft away; again, also at once, changes nothing. Refuses `draft_not_found`, also for one that was published, and `draft_changed`
 * where someone else has saved it since it was read.
 */
export async function discardDraft(sql: Sql, draft: DraftRevision): Promise<void> {
  if (await moveDraftAway(sql, draft)) return;
  if ((await selectEndedDraft(sql, draft))?.version !== null) throw await changed(sql, draft);
}
