import type { IdPrefix } from './ids.ts';
import { invalidCursor } from './problems.ts';

/** A place in a list that goes by a time, and by id where the times are the same: the last thing that was shown. */
export interface ListPlace {
  readonly atMs: number;
  readonly id: string;
}

/**
 * Makes a page of rows, of which one more was read than a page has: the rows that it shows, and the cursor that gives the next page; `null`
 * on the last one. `placeOf` says by what the list goes.
 */
export function pageFrom<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => ListPlace,
): { readonly shown: readonly Row[]; readonly nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  if (last === undefined) return { shown, nextCursor: null };
  const { atMs, id } = placeOf(last);
  return { shown, nextCursor: Buffer.from(`${String(atMs)}.${id}`).toString('base64url') };
}

/**
 * Reads a cursor that `pageFrom` gave for a list of things whose ids have this prefix; without one the list is read from its beginning.
 * Refuses `invalid_cursor` for everything else.
 */
export function readCursor(cursor: string | undefined, prefix: IdPrefix): ListPlace | undefined {
  if (cursor === undefined) return undefined;
  const [, time, kind, rest] = /^(\d{1,15})\.([a-z]+)_([0-9a-z]{26})$/u.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (time === undefined || rest === undefined || kind !== prefix) {
    throw invalidCursor('This cursor was not given by this list. Start again without a cursor.', { cursor: cursor.slice(0, 100) });
  }
  return { atMs: Number(time), id: `${prefix}_${rest}` };
}
