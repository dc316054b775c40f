import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { asUnavailable } from './connection-failures.ts';
import { guardedClient } from './guarded-client.ts';
import { databaseUnavailable } from './problems.ts';
import { valueTypes } from './value-types.ts';

export interface ConnectionsOptions {
  /** Where to connect to now; asked for each new connection, because our own PostgreSQL comes back on another port. */
  readonly address: () => pg.ClientConfig;
  /** Why no connection may be used now, as a sentence; `undefined` when they may. */
  readonly unavailable: () => string | undefined;
  readonly max: number;
}

/** Work that was begun gets this long to end when the connections are closed. */
const drainMs = 10_000;

/** Opens the connections of this process. Errors of the connection come out as the problem `database_unavailable`. */
export function openConnections({ address, unavailable, max }: ConnectionsOptions): PostgresPool {
  class CurrentClient extends pg.Client {
    constructor() {
      super({
        ...address(),
        types: valueTypes,
        keepAlive: true,
        connectionTimeoutMillis: 10_000,
        // A transaction that was forgotten would keep the readers of the outbox waiting for ever.
        idle_in_transaction_session_timeout: 60_000,
      });
    }
  }
  // Who waits for a free connection for so long gets a problem that says to come back.
  const pool = new pg.Pool({ Client: CurrentClient, max, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 30_000 });
  // Lost connections are known by the query that fails, or replaced while they are idle. Without listeners they would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  return {
    options: pool.options,
    async connect() {
      const reason = unavailable();
      if (reason !== undefined) throw databaseUnavailable(reason);
      try {
        const client = await pool.connect();
        return guardedClient(client, { release: (lost) => client.release(lost) });
      } catch (error) {
        throw asUnavailable(error);
      }
    },
    async end() {
      const ended = pool.end();
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, drainMs)))]);
      clearTimeout(timer);
    },
  };
}
