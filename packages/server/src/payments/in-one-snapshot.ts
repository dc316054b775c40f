import type { Database, Sql } from '../database/index.ts';

/** Reads with several questions what was true at one moment: an invoice must never be shown with deposits of a moment later. */
export function inOneSnapshot<T>(database: Database, read: (snapshot: Sql) => Promise<T>): Promise<T> {
  return database.sql.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
