import type { PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { asUnavailable } from './connection-failures.ts';
import { StatementNames } from './prepared.ts';

/** What is needed of a connection of `pg`: of its `Client`, or of what a pool of it gives. */
export interface PgClient {
  query(query: {
    text: string;
    values?: unknown[];
    name?: string;
    types?: pg.CustomTypesConfig;
  }): Promise<{ readonly command: string; readonly rowCount: number | null; readonly rows: readonly unknown[] }>;
}

export interface GuardOptions {
  /** How to read values, where the connection itself does not say so. */
  readonly types?: pg.CustomTypesConfig | undefined;
  /** Whether the connection may keep marked statements; `true` when left out. */
  readonly prepared?: boolean | undefined;
  /** Gives the connection back; `lost` when it is of no more use. */
  readonly release: (lost: boolean) => void;
}

/** By connection, because a prepared statement lives as long as its connection. */
const statementNames = new WeakMap<PgClient, StatementNames>();

/** A connection as Kysely uses it. That the database cannot be reached comes out as the problem `database_unavailable`. */
export function guardedClient(client: PgClient, { types, prepared = true, release }: GuardOptions): PostgresPoolClient {
  const names = statementNames.get(client) ?? new StatementNames();
  statementNames.set(client, names);
  let lost = false;
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    try {
      const name = prepared ? names.nameOf(text) : undefined;
      return await client.query({ text, values: [...values], ...(types && { types }), ...(name !== undefined && { name }) });
    } catch (error) {
      const told = asUnavailable(error);
      lost ||= told !== error;
      throw told;
    }
  };
  return {
    // Kysely calls `query` with text and values only: its other form is for cursors, and we give it no cursor.
    query: query as PostgresPoolClient['query'],
    // A connection that PostgreSQL has ended may still look whole for a moment.
    release: (destroy) => release(destroy === true || lost),
  };
}
