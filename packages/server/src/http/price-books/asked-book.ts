import { Type } from 'typebox';
import type { Sql } from '../../database/index.ts';
import {
  compilePriceBook,
  priceBookNotFound,
  readCurrentPriceBook,
  readDraft,
  readPriceBook,
  type CompiledBook,
} from '../../pricing/index.ts';
import { invalidRequest } from '../problems.ts';

/** A version in an address. Refuses `price_book_not_found` for what is no number. */
export function readVersionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw priceBookNotFound('No price book has this version.', { version: text });
  return Number(text);
}

/** A price book in a question: a version, a draft, or the one in force. */
export const bookName = Type.String({
  pattern: '^([1-9][0-9]{0,8}|current|draft_[0-9a-z]{26})$',
  description: 'A version such as `3`, the id of a draft, or `current`',
});

/** The book that `bookName` names, as data. Refuses `price_book_not_found` and `draft_not_found`. */
export async function readNamedBook(sql: Sql, name: string, nowMs: number): Promise<unknown> {
  if (name === 'current') return (await readCurrentPriceBook(sql, nowMs)).book;
  return name.startsWith('draft_') ? (await readDraft(sql, name)).book : (await readPriceBook(sql, Number(name))).book;
}

interface AskedBook {
  readonly draftId?: string;
  readonly version?: number;
  readonly book?: unknown;
}

/**
 * The one price book that a request means, compiled. Refuses `invalid_request` where it means none or several, `draft_not_found`,
 * `price_book_not_found` and `invalid_price_book`.
 */
export async function readAskedBook(sql: Sql, { draftId, version, book }: AskedBook): Promise<CompiledBook> {
  if ([draftId, version, book].filter((each) => each !== undefined).length !== 1) {
    const message = 'must have exactly one of draftId, version and book';
    throw invalidRequest(`body ${message}`, { errors: [{ path: 'body', message }] });
  }
  if (draftId !== undefined) return compilePriceBook((await readDraft(sql, draftId)).book);
  return compilePriceBook(version === undefined ? book : (await readPriceBook(sql, version)).book);
}
