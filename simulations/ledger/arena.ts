import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { databaseOnPool, type Sql } from '../../packages/server/src/database/database.ts';
import { valueTypes } from '../../packages/server/src/database/value-types.ts';
import { audit } from '../../packages/server/src/ledger/index.ts';

interface Result {
  rows: Record<string, unknown>[];
}

/**
 * A connection that stays open from seed to seed, because a new one costs more than all the statements of a step. It keeps every
 * statement that it has seen: to plan one takes longer than to run it.
 */
export class Connection {
  readonly #client: pg.Client;
  readonly #names = new Map<string, string>();

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(url: string): Promise<Connection> {
    const client = new pg.Client({ connectionString: url, types: valueTypes });
    await client.connect();
    // Almost empty tables have no statistics from which a plan made for one value could be better. And who would have to wait for a
    // lock hears of it at once: the one who has it cannot move meanwhile.
    await client.query(`set plan_cache_mode = force_generic_plan; set lock_timeout = '1ms'`);
    return new Connection(client);
  }

  async query(text: string, values: readonly unknown[] = []): Promise<Result> {
    try {
      return await this.#send(text, values);
    } catch (error) {
      // PostgreSQL tells of an error before it lets go of the locks that the statement had. It answers the next query afterwards.
      await this.#client.query('');
      throw error;
    }
  }

  async #send(text: string, values: readonly unknown[]): Promise<Result> {
    if (values.length === 0) return this.#client.query(text);
    const name = this.#names.get(text) ?? `s${String(this.#names.size)}`;
    this.#names.set(text, name);
    return this.#client.query({ name, text, values: [...values] });
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}

const tables = ['ledger.accounts', 'ledger.entries', 'ledger.grants', 'ledger.refusals', 'outbox'];
const clearedUntilTruncated = 20;

/** A database of a real PostgreSQL, for one seed at a time. */
export class Arena {
  readonly #url: string;
  readonly #all: Connection[] = [];
  readonly #free: Connection[] = [];
  readonly #own: Connection;
  #cleared = 0;
  /** Reads past all servers, while none of them is under way. */
  readonly look: Sql;

  private constructor(url: string, own: Connection) {
    this.#url = url;
    this.#own = own;
    this.#all.push(own);
    this.look = databaseOnPool(this.#asPool()).sql;
  }

  /** `url` names a migrated database that nobody else uses. */
  static async open(url: string): Promise<Arena> {
    return new Arena(url, await Connection.open(url));
  }

  /** A connection of its own, for a statement or a transaction. */
  async lend(): Promise<Connection> {
    const free = this.#free.pop();
    if (free) return free;
    const connection = await Connection.open(this.#url);
    this.#all.push(connection);
    return connection;
  }

  giveBack(connection: Connection): void {
    this.#free.push(connection);
  }

  /**
   * Empties the database for the next seed. To truncate a table makes every connection plan its statements anew, which takes longer than
   * to play the seed; so rows are deleted, and what is left of them is cleared away now and then.
   */
  async clear(): Promise<void> {
    this.#cleared += 1;
    const empty =
      this.#cleared % clearedUntilTruncated === 0
        ? `truncate ${tables.join(', ')}`
        : tables.map((name) => `delete from ${name}`).join('; ');
    // The triggers that keep the journal from being emptied are asleep for this transaction.
    await this.#own.query(`begin; set local session_replication_role = replica; ${empty}; commit`);
  }

  /** The first difference that the audit finds, or `undefined`. */
  async audit(): Promise<string | undefined> {
    const { difference } = await audit(databaseOnPool(this.#asPool()));
    return difference === null
      ? undefined
      : `${difference.accountId}/${String(difference.number)} ${difference.rule}: ${difference.detail}`;
  }

  async close(): Promise<void> {
    for (const connection of this.#all) await connection.close();
  }

  #asPool(): PostgresPool {
    const query = (text: string, values: readonly unknown[]): Promise<unknown> => this.#own.query(text, values);
    // Kysely calls `query` with text and values only.
    const client = { query: query as PostgresPoolClient['query'], release: () => undefined };
    return { options: {}, connect: () => Promise.resolve(client), end: () => Promise.resolve() };
  }
}
