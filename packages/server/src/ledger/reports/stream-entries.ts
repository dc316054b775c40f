import type { Place } from '../commit/commit-together.ts';
import type { Entry } from '../entries.ts';
import { entriesFromRows } from '../commit/load-accounts.ts';
import { loadCurrentAccount } from '../read/read-account.ts';
import { checkRange } from './check-range.ts';

/** From the first entry or to the last, when left out. */
export interface StatementRange {
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

const pageSize = 1000;
/** Before every entry and after every entry. */
const [firstMs, lastMs] = [0, Date.UTC(9999, 11, 31)];

/**
 * The entries of an account in a time range, oldest first, in pages. Entries are never changed, so they are those of the moment at which it
 * begins, however long it takes and whatever is booked meanwhile.
 */
export async function streamEntries(
  place: Place,
  accountId: string,
  { fromMs = firstMs, toMs = lastMs }: StatementRange,
): Promise<AsyncGenerator<readonly Entry[], void, undefined>> {
  checkRange({ fromMs, toMs });
  const { state, due } = await loadCurrentAccount(place, accountId);
  const range = await place.queries.findNumberRange(place.database.sql, accountId, { fromMs, toMs });
  // What is due is not stored yet, and will be stored under these numbers.
  const storedTo = Math.min(range.upTo, state.lastNumber - due.length);
  const shown = due.map(({ entry }) => entry).filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  return pages(place, accountId, { after: range.after, upTo: storedTo }, shown);
}

async function* pages(
  { queries, database }: Place,
  accountId: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  due: readonly Entry[],
): AsyncGenerator<readonly Entry[], void, undefined> {
  for (let low = after; low < upTo; low += pageSize) {
    const range = { after: low, upTo: Math.min(low + pageSize, upTo) };
    const rows = await queries.loadEntriesBetween(database.sql, accountId, range);
    yield await entriesFromRows(queries, database.sql, rows);
  }
  if (due.length > 0) yield due;
}
