import type { Sql } from '../database/index.ts';
import { deleteOldestEvents } from './queries.ts';

/** A subscriber that was away for longer reads everything anew. */
const keptForMs = 7 * 24 * 3_600_000;
/** Few enough that nobody waits for a batch to end. */
const batch = 2000;

/** Deletes the events that are older than seven days, in small batches. Gives how many there were. May be repeated and run at once. */
export async function purgeEvents(sql: Sql, { nowMs }: { readonly nowMs: number }): Promise<number> {
  for (let purged = 0; ;) {
    const deleted = await deleteOldestEvents(sql, nowMs - keptForMs, batch);
    purged += deleted;
    if (deleted < batch) return purged;
  }
}
