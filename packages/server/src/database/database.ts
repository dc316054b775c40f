import { Kysely, PostgresDialect, type CompiledQuery, type Dialect, type PostgresPool, type Transaction } from 'kysely';
import { hasEvents, trackEvents } from './append-events.ts';
import type { Schema } from './schema.generated.ts';

/** An open transaction. Functions that write take it, and never talk to the world while they have it. */
export type Tx = Transaction<Schema>;

/** Where to read: the database or an open transaction. */
export type Sql = Kysely<Schema>;

export interface Database {
  readonly sql: Kysely<Schema>;
  /** How many connections there are at most, where that is known. */
  readonly connections?: number | undefined;
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it throws. Read committed. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Runs one statement that contains `insertEvents`, committed when it resolves. A statement by itself is a transaction, so this saves
   * the round trips of its begin and commit.
   */
  runStatement<T>(statement: CompiledQuery<T>): Promise<readonly T[]>;
  /** Calls `listener` after each commit of this process that appended events. Gives a function that ends it. */
  onEvents(listener: () => void): () => void;
  /** Waits for running work, then lets go of all connections, and of PostgreSQL if it is ours. */
  close(): Promise<void>;
}

/** Makes a `Database` on connections that exist already; `release` is what else to let go of when it closes. */
export function databaseOnPool(pool: PostgresPool, release: () => Promise<void> = () => Promise.resolve(), connections?: number): Database {
  return databaseOn(new PostgresDialect({ pool }), () => pool.end().then(release), connections);
}

export function databaseOn(dialect: Dialect, end: () => Promise<void>, connections?: number): Database {
  const sql = new Kysely<Schema>({ dialect });
  const listeners = new Set<() => void>();
  let closing: Promise<void> | undefined;
  // Not called by the work itself: it is committed, whatever a listener does.
  const tell = (): void => {
    for (const listener of listeners) queueMicrotask(listener);
  };

  return {
    sql,
    connections,
    async transaction(work) {
      const { result, told } = await sql.transaction().execute(async (tx) => {
        trackEvents(tx);
        return { result: await work(tx), told: hasEvents(tx) };
      });
      if (told) tell();
      return result;
    },
    async runStatement(statement) {
      const { rows } = await sql.executeQuery(statement);
      tell();
      return rows;
    },
    onEvents(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      closing ??= end();
      return closing;
    },
  };
}
