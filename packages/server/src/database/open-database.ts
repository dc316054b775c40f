import pg from 'pg';
import { databaseOnPool, type Database } from './database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { valueTypes } from './value-types.ts';

export interface OpenDatabaseOptions {
  /** `postgres://user:password@host:port/name`. */
  readonly url: string;
  /** How many connections at most. */
  readonly connections?: number;
  /** Told what is being done, line by line. */
  readonly report?: (line: string) => void;
}

/** Opens the database, brings it to the newest form and gives it for use. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const client = new pg.Client({ connectionString: options.url, types: valueTypes });
  await client.connect();
  try {
    await migrate(client, await readMigrations(), options.report);
  } finally {
    await client.end();
  }
  const pool = new pg.Pool({ connectionString: options.url, types: valueTypes, max: options.connections ?? 20 });
  pool.on('error', () => undefined);
  return databaseOnPool(pool);
}
