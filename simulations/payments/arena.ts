import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { databaseOnPool, type Sql } from '../../packages/server/src/database/database.ts';
import { audit } from '../../packages/server/src/ledger/index.ts';
import { publishDefaultOffers, readCurrentOffers } from '../../packages/server/src/offers/index.ts';
import { Connection } from '../ledger/arena.ts';
import { ChainProcess } from './chain-process.ts';
import type { NetworkId } from './networks.ts';
import { Provider } from './provider.ts';

export type { Connection } from '../ledger/arena.ts';

/** Tables that stay as they are from scenario to scenario. */
const kept = new Set(['offers', 'migrations']);

const clearedUntilTruncated = 20;

/** What one scenario at a time is played on: a database of a real PostgreSQL, a real chain, and providers of both networks. */
export class Arena {
  readonly chain: ChainProcess;
  readonly providers: Readonly<Record<NetworkId, readonly Provider[]>>;
  /** Reads past all servers, while none of them is under way. */
  readonly look: Sql;
  readonly #url: string;
  readonly #all: Connection[] = [];
  readonly #free: Connection[] = [];
  readonly #own: Connection;
  #tables: readonly string[] = [];
  #cleared = 0;

  private constructor(url: string, own: Connection, chain: ChainProcess, providers: Arena['providers']) {
    this.#url = url;
    this.#own = own;
    this.#all.push(own);
    this.chain = chain;
    this.providers = providers;
    this.look = databaseOnPool(this.#asPool()).sql;
  }

  /** `url` names a migrated database that nobody else uses. */
  static async open(url: string): Promise<Arena> {
    const chain = await ChainProcess.open();
    const two = (network: NetworkId): readonly Provider[] => ['first', 'second'].map((name) => new Provider(network, name, chain));
    const providers = { ethereum: two('ethereum'), tron: two('tron') };
    const arena = new Arena(url, await Connection.open(url), chain, providers);
    await databaseOnPool(arena.#asPool()).transaction((tx) => publishDefaultOffers(tx, { nowMs: 0 }));
    // A process remembers what it has read of them: the first scenario must not be another one than the next.
    await readCurrentOffers(arena.look);
    const { rows } = await arena.#own.query(`
      select format('%I.%I', schemaname, tablename) as name, tablename from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`);
    arena.#tables = rows.filter(({ tablename }) => !kept.has(String(tablename))).map(({ name }) => String(name));
    return arena;
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
   * Empties the database for the next scenario. To truncate a table makes every connection plan its statements anew, which takes longer;
   * so rows are deleted, and what is left of them is cleared away now and then.
   */
  async clear(): Promise<void> {
    const parts = this.#tables.map((table) => `select '${table}' as name where exists (select from ${table})`);
    const { rows } = await this.#own.query(parts.join(' union all '));
    const filled = rows.map(({ name }) => String(name));
    if (filled.length === 0) return;
    this.#cleared += 1;
    const truncates = this.#cleared % clearedUntilTruncated === 0;
    const empty = truncates ? `truncate ${filled.join(', ')} cascade` : filled.map((table) => `delete from ${table}`).join('; ');
    // The triggers that keep the journal from being emptied are asleep for this transaction, and so are the checks of references.
    await this.#own.query(`begin; set local session_replication_role = replica; ${empty}; commit`);
  }

  /** The first difference that the audit of the ledger finds, or `undefined`. */
  async audit(): Promise<string | undefined> {
    const { difference } = await audit(databaseOnPool(this.#asPool()));
    return difference === null
      ? undefined
      : `${difference.accountId}/${String(difference.number)} ${difference.rule}: ${difference.detail}`;
  }

  async close(): Promise<void> {
    await this.chain.close();
    for (const connection of this.#all) await connection.close();
  }

  #asPool(): PostgresPool {
    const query = (text: string, values: readonly unknown[]): Promise<unknown> => this.#own.query(text, values);
    // Kysely calls `query` with text and values only.
    const client = { query: query as PostgresPoolClient['query'], release: () => undefined };
    return { options: {}, connect: () => Promise.resolve(client), end: () => Promise.resolve() };
  }
}
