import { invalidCursor } from '../kernel/index.ts';

/** A place in a list that is ordered newest first: the last thing that was shown. */
export interface Place {
  readonly createdAtMs: number;
  readonly id: string;
}

export function writeCursor({ createdAtMs, id }: Place): string {
  return Buffer.from(`${createdAtMs}.${id}`).toString('base64url');
}

/** Refuses `invalid_cursor` for anything that `writeCursor` does not write. */
export function readCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,15})\.([a-z]+_[0-9a-z]{26})$/u.exec(Buffer.from(cursor, 'base64url').toString());
  if (match?.[1] === undefined || match[2] === undefined) {
    throw invalidCursor('This cursor was not given by this list. Start again without a cursor.', { cursor: cursor.slice(0, 100) });
  }
  return { createdAtMs: Number(match[1]), id: match[2] };
}
