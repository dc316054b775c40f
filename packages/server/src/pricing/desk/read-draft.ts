import type { Sql } from '../../database/index.ts';
import { draftNotFound } from '../problems.ts';
import { selectDraft, selectDrafts, type DraftRow } from './queries.ts';
import { titleOf } from '../read-price-book.ts';

/** A price book in the making. It may be wrong; `parsePriceBook` tells what. */
export interface Draft {
  readonly id: string;
  /** Counts the saves, from 1. */
  readonly revision: number;
  readonly title: string;
  /** The book as data, as it was written. */
  readonly book: unknown;
  readonly createdAtMs: number;
  readonly savedAtMs: number;
}

/** All drafts, the one that was saved last first. */
export async function listDrafts(sql: Sql): Promise<readonly Draft[]> {
  return (await selectDrafts(sql)).map(draftOf);
}

/** One draft. Refuses `draft_not_found`. */
export async function readDraft(sql: Sql, draftId: string): Promise<Draft> {
  const row = await selectDraft(sql, draftId);
  if (row === undefined) throw draftNotFound('There is no draft with this id. It may have been published or discarded.', { draftId });
  return draftOf(row);
}

export function draftOf({ id, revision, body, created_at, saved_at }: DraftRow): Draft {
  return { id, revision, title: titleOf(body), book: body, createdAtMs: created_at.getTime(), savedAtMs: saved_at.getTime() };
}
