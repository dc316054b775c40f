import type { Sql } from '../../database/index.ts';
import { newId } from '../../kernel/index.ts';
import { draftChanged } from '../problems.ts';
import { notValid } from '../compile-price-book.ts';
import { insertDraft, updateDraft } from './queries.ts';
import { draftOf, readDraft, type Draft } from './read-draft.ts';

export interface SaveDraft {
  /** The draft that is saved again, and the revision that was read; without it a new one is made. */
  readonly draft?: { readonly id: string; readonly revision: number };
  /** A JSON object. What is wrong with it as a price book is no reason not to keep it. */
  readonly book: unknown;
  readonly nowMs: number;
}

/** Keeps a draft. Refuses `draft_not_found`, `draft_changed` where someone else has saved it since, and `invalid_price_book` for no object. */
export async function saveDraft(sql: Sql, { draft, book, nowMs }: SaveDraft): Promise<Draft> {
  if (typeof book !== 'object' || book === null || Array.isArray(book)) throw notValid([{ path: '', message: 'must be an object' }]);
  const savedAt = new Date(nowMs);
  if (draft === undefined) {
    const row = { id: newId('draft', nowMs), revision: 1, body: book, created_at: savedAt, saved_at: savedAt };
    await insertDraft(sql, row);
    return draftOf(row);
  }
  const row = await updateDraft(sql, { ...draft, body: book, savedAt });
  return row === undefined ? savedBefore(sql, draft, book) : draftOf(row);
}

/** The draft, if this very save was done and its answer was lost; otherwise refuses `draft_not_found` or `draft_changed`. */
async function savedBefore(sql: Sql, read: { readonly id: string; readonly revision: number }, book: unknown): Promise<Draft> {
  const draft = await readDraft(sql, read.id);
  if (draft.revision === read.revision + 1 && JSON.stringify(draft.book) === JSON.stringify(book)) return draft;
  throw await changed(sql, read);
}

/** Why the revision that was read is not there any more. */
export async function changed(sql: Sql, draft: { readonly id: string; readonly revision: number }): Promise<Error> {
  const { revision } = await readDraft(sql, draft.id);
  return draftChanged('Someone has saved this draft since you read it. Read it again, and make your change there.', {
    draftId: draft.id,
    revision,
  });
}
