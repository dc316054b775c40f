import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres } from '../../packages/server/src/database/embedded/embedded-postgres.ts';
import { openDatabase } from '../../packages/server/src/database/index.ts';

/** It is servers that crash in the simulation, at the wire, and never PostgreSQL: so nothing has to be safe on a disk. */
const unsafe = ['fsync', 'synchronous_commit', 'full_page_writes'];
/** Nobody looks at what PostgreSQL does, and with each of thousands of statements it would tell. */
const untold = ['track_activities', 'track_counts', 'update_process_title', 'autovacuum'];

/** A real PostgreSQL of the simulation's own, with one migrated database for each seed that is played at the same time. */
export class Cluster {
  readonly #dataDir: string;
  readonly #postgres: EmbeddedPostgres;
  #count = 0;

  private constructor(dataDir: string, postgres: EmbeddedPostgres) {
    this.#dataDir = dataDir;
    this.#postgres = postgres;
  }

  static async open(): Promise<Cluster> {
    const dataDir = await mkdtemp(join(tmpdir(), 'imprest-simulate-'));
    const postgres = await EmbeddedPostgres.open({ dataDir, exclusive: true, connections: 200, report: () => undefined });
    const cluster = new Cluster(dataDir, postgres);
    await cluster.#administer(async (client) => {
      for (const setting of [...unsafe, ...untold]) await client.query(`alter system set ${setting} = off`);
      await client.query('select pg_reload_conf()');
    });
    await (await openDatabase({ url: cluster.#urlOf('imprest') })).close();
    return cluster;
  }

  /** The address of a new, migrated database. */
  async addDatabase(): Promise<string> {
    this.#count += 1;
    const name = `arena_${String(this.#count)}`;
    await this.#administer((client) => client.query(`create database ${name} template imprest`));
    return this.#urlOf(name);
  }

  /** Where the processes that play on it keep what they have compiled, for those after them. */
  get compiledDir(): string {
    return join(this.#dataDir, 'compiled');
  }

  async close(): Promise<void> {
    await this.#postgres.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #administer(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
    const client = new pg.Client({ connectionString: this.#urlOf('postgres') });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }

  #urlOf(database: string): string {
    const { user = '', password, host = '', port = 0 } = this.#postgres.address();
    return `postgres://${user}:${String(password)}@${host}:${String(port)}/${database}`;
  }
}
