import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { assert, StartError } from '../kernel/index.ts';
import { openConnections } from './connections.ts';
import { databaseOnPool, type Database } from './database.ts';
import { EmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { migrate, readMigrations, requireMigrated } from './migrate.ts';
import { explainConnectFailure, oldestVersion } from './problems.ts';
import { valueTypes } from './value-types.ts';

export interface OpenDatabaseOptions {
  /** An outside PostgreSQL: `postgres://user:password@host:port/name`. Goes before `dataDir`. */
  readonly url?: string | null;
  /** The data folder, for the embedded PostgreSQL. */
  readonly dataDir?: string;
  /**
   * Whether to own the data folder, which one process can at a time. `false` is for commands that look something up: they work beside a
   * running Imprest, and own the folder only while nobody else does.
   */
  readonly exclusive?: boolean;
  /** How many connections at most. */
  readonly connections?: number;
  /** Told what is being done, line by line. */
  readonly report?: (line: string) => void;
}

const connectionsDefault = 20;
const guestPatienceMs = 5_000;

/**
 * Opens the database, brings it to the newest form and gives it for use. Throws a StartError, one line that says what to do, when that
 * cannot be done.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { url, dataDir, exclusive = true, report = () => undefined, connections: max = connectionsDefault } = options;
  if (url !== undefined && url !== null) {
    const address = { connectionString: url, application_name: 'imprest' };
    await prepare(address, report);
    return databaseOnPool(openConnections({ address: () => address, unavailable: () => undefined, max }), undefined, max);
  }
  assert(dataDir !== undefined, 'openDatabase takes a url or a data folder');
  const postgres = await EmbeddedPostgres.open({ dataDir, exclusive, report });
  try {
    await (postgres.ownsFolder ? prepare(postgres.address(), report) : waitUntilPrepared(postgres.address()));
  } catch (error) {
    await postgres.close();
    throw error;
  }
  const pool = openConnections({ address: () => postgres.address(), unavailable: () => postgres.unavailable, max });
  return databaseOnPool(pool, () => postgres.close(), max);
}

/** Checks the server and migrates. */
async function prepare(address: pg.ClientConfig, report: (line: string) => void): Promise<void> {
  await withClient(address, async (client) => {
    await requireVersion(client);
    await migrate(client, await readMigrations(), report);
  });
}

/** As a guest in another's folder: waits until the other has migrated, if it has just started, and changes nothing. */
async function waitUntilPrepared(address: pg.ClientConfig): Promise<void> {
  const migrations = await readMigrations();
  for (const deadline = Date.now() + guestPatienceMs; ; await sleep(100)) {
    try {
      return await withClient(address, (client) => requireMigrated(client, migrations));
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

async function withClient(address: pg.ClientConfig, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ ...address, types: valueTypes, connectionTimeoutMillis: 15_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } catch (error) {
    throw explainConnectFailure(error, address);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
  const version = rows[0]?.version ?? '';
  if (Number.parseInt(version, 10) < oldestVersion) {
    throw new StartError(
      `DATABASE_URL leads to PostgreSQL ${version}, and Imprest needs ${oldestVersion} or newer: update it, or use another server.`,
    );
  }
}
