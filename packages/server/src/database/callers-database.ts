import { CompiledQuery, PostgresDialect, PostgresDriver, type DatabaseConnection, type PostgresPool } from 'kysely';
import { asUnavailable } from './connection-failures.ts';
import { databaseOn, databaseOnPool, type Database } from './database.ts';
import { guardedClient, type PgClient } from './guarded-client.ts';
import { valueTypes } from './value-types.ts';

/** A connection that a pool lends. */
export interface PgPoolClient extends PgClient {
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  release(destroy?: boolean): void;
}

/** What is needed of a pool of `pg`. */
export interface PgPool {
  readonly options?: { readonly max?: number | undefined } | undefined;
  connect(): Promise<PgPoolClient>;
}

export interface CallersDatabaseOptions {
  /** `false` where connections do not keep prepared statements, as behind some poolers. */
  readonly prepared?: boolean | undefined;
}

/** A database on a pool that belongs to someone else, who also ends it. The pool's own settings of values are not heard. */
export function databaseOnCallersPool(pool: PgPool, { prepared }: CallersDatabaseOptions): Database {
  const ours: PostgresPool = {
    options: {},
    async connect() {
      try {
        const { client, giveBack } = await borrow(pool);
        return guardedClient(client, { types: valueTypes, prepared, release: giveBack });
      } catch (error) {
        throw asUnavailable(error);
      }
    },
    end: () => Promise.resolve(),
  };
  return databaseOnPool(ours, undefined, pool.options?.max);
}

export interface Loan {
  readonly client: PgPoolClient;
  readonly giveBack: (lost: boolean) => void;
}

/** Borrows a connection. Its loss is told by the query that fails; without a listener it would end the process. */
export async function borrow(pool: PgPool): Promise<Loan> {
  const client = await pool.connect();
  const ignore = (): void => undefined;
  client.on('error', ignore);
  return {
    client,
    giveBack(lost) {
      client.removeListener('error', ignore);
      client.release(lost);
    },
  };
}

/**
 * A database inside a transaction that the caller has begun on `client`. Each transaction of it is a savepoint: what fails leaves the
 * caller's as it was, and nothing is committed before the caller commits. Nobody is told of events.
 */
export function databaseWithin(client: PgClient, { prepared }: CallersDatabaseOptions): Database {
  const pool: PostgresPool = {
    options: {},
    async connect() {
      const release = await takeTurn(client);
      return guardedClient(client, { types: valueTypes, prepared, release });
    },
    end: () => Promise.resolve(),
  };
  return databaseOn(new SavepointDialect(pool), () => Promise.resolve());
}

/** Who uses a connection last. Savepoints of two that take turns by statement would end one another. */
const lastTurns = new WeakMap<PgClient, Promise<void>>();

async function takeTurn(client: PgClient): Promise<() => void> {
  const before = lastTurns.get(client);
  const { promise, resolve } = Promise.withResolvers<void>();
  lastTurns.set(client, promise);
  await before;
  return resolve;
}

class SavepointDialect extends PostgresDialect {
  readonly #pool: PostgresPool;

  constructor(pool: PostgresPool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): PostgresDriver {
    return new SavepointDriver({ pool: this.#pool });
  }
}

class SavepointDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await run(connection, 'savepoint imprest');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '25P01')) throw error;
      throw new Error('There is no transaction on this client: send `begin` first.', { cause: error });
    }
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await run(connection, 'release savepoint imprest');
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await run(connection, 'rollback to savepoint imprest');
    await run(connection, 'release savepoint imprest');
  }
}

async function run(connection: DatabaseConnection, statement: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(statement));
}
