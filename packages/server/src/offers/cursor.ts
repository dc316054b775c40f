import { invalidCursor } from '../kernel/index.ts';
import type { Place } from './queries.ts';

/** Gives the rows of a page and the cursor of the next, out of one row more than the page has. */
export function pageOf<Row extends { readonly id: string; readonly created_at: Date }>(
  rows: readonly Row[],
  limit: number,
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const text = last === undefined ? null : `${String(last.created_at.getTime())}.${last.id}`;
  return { rows: shown, nextCursor: text === null ? null : Buffer.from(text).toString('base64url') };
}

/** Refuses `invalid_cursor` for anything that no page of this room gave. */
export function readCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('.');
  if (!/^\d{1,15}$/u.test(time) || !/^(?:camp|code)_[0-9a-z]{26}$/u.test(id)) {
    throw invalidCursor('This cursor was not given by this list. Start again without a cursor.');
  }
  return { createdAtMs: Number(time), id };
}
