import { invalidCursor } from '../../kernel/index.ts';
import type { Place } from '../commit/commit-together.ts';
import type { EntryView } from '../entries.ts';
import { entriesFromRows } from '../commit/load-accounts.ts';
import { loadCurrentAccount } from './read-account.ts';

export interface StatementPage {
  /** Newest first. */
  readonly entries: readonly EntryView[];
  /** Give it back as `cursor` for the entries before these; `null` at the beginning of the account. */
  readonly nextCursor: string | null;
}

const limitMax = 1000;

export async function readStatement(
  place: Place,
  accountId: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<StatementPage> {
  const before = cursor === undefined ? Infinity : numberFrom(cursor);
  const count = Math.max(1, Math.min(limitMax, Math.trunc(limit) || 1));
  const { state, due } = await loadCurrentAccount(place, accountId);
  const shown = due
    .map((booked) => booked.entry)
    .filter((entry) => entry.number < before)
    .toReversed()
    .slice(0, count);
  const storedBefore = Math.min(before, state.lastNumber - due.length + 1);
  const missing = count - shown.length;
  const rows = missing > 0 ? await place.queries.loadEntriesBefore(place.database.sql, accountId, storedBefore, missing) : [];
  const entries = [...shown, ...(await entriesFromRows(place.queries, place.database.sql, rows))];
  const oldest = entries.at(-1)?.number ?? 1;
  return { entries, nextCursor: oldest > 1 ? String(oldest) : null };
}

/** A cursor is the number of the oldest entry that was shown. */
function numberFrom(cursor: string): number {
  if (!/^[1-9]\d{0,14}$/u.test(cursor)) throw invalidCursor('Give the nextCursor of the page before, or no cursor for the newest entries.');
  return Number(cursor);
}
