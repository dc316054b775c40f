import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { openConnections } from '../../database/connections.ts';
import { databaseOnPool, type Database } from '../../database/database.ts';

/** A statement as PostgreSQL got it, and what asked for it. */
export interface RecordedStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly askedBy: string;
}

/** A database that writes down each statement. */
export interface RecordingDatabase {
  readonly database: Database;
  readonly statements: readonly RecordedStatement[];
  /** Runs `work` and writes its statements down under a name. Give it one work at a time. */
  record<T>(askedBy: string, work: () => Promise<T>): Promise<T>;
}

/** Opens a database whose statements are written down. Its owner closes it. */
export function openRecording(url: string): RecordingDatabase {
  const pool = openConnections({ address: () => ({ connectionString: url }), unavailable: () => undefined, max: 4 });
  const statements: RecordedStatement[] = [];
  let askedBy: string | undefined;
  const connect = async (): Promise<PostgresPoolClient> => {
    const client = await pool.connect();
    const query = (text: string, values: readonly unknown[]): unknown => {
      if (askedBy !== undefined) statements.push({ text, values, askedBy });
      return client.query(text, values);
    };
    return {
      // Kysely calls it with text and values only.
      query: query as PostgresPoolClient['query'],
      release: (destroy) => client.release(destroy),
    };
  };
  const recording: PostgresPool = { options: pool.options, connect, end: () => pool.end() };
  return {
    database: databaseOnPool(recording),
    statements,
    async record(name, work) {
      askedBy = name;
      try {
        return await work();
      } finally {
        askedBy = undefined;
      }
    },
  };
}
