import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartError } from '../../kernel/index.ts';
import { asUnavailable } from '../connection-failures.ts';
import { explainConnectFailure } from '../problems.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { openCluster, placeCluster, type Cluster } from './cluster.ts';
import { applicationName, takeFolderLock, type Holder } from './folder-lock.ts';
import { isServer, readPostmasterFile, removeStaleFile } from './postmaster-file.ts';
import { endRemains, serverName, startServer, stopServer, type StartOutcome } from './server-process.ts';
import { withStartTurn } from './start-turn.ts';
import { codeOf } from './start-failures.ts';

export interface EmbeddedOptions {
  /** The data folder of Imprest. */
  readonly dataDir: string;
  /** Whether to own the folder (the server) or to work beside whoever owns it (a command that looks something up). */
  readonly exclusive: boolean;
  readonly connections?: number;
  readonly report: (line: string) => void;
}

const connectionsDefault = 100;
/** How long remains of a killed server may take to end by themselves, before they are ended. */
const remainsPatienceMs = 2_000;
const pollMs = 30;
const attachTimeoutMs = 180_000;
const retryMsMax = 5_000;

/** The name of the database in our own PostgreSQL. */
const databaseName = 'imprest';

/**
 * PostgreSQL in the data folder, kept running for as long as this process owns the folder. One connection, which holds the folder's lock,
 * also tells when the server is gone: then it is started again and the lock is taken again.
 */
export class EmbeddedPostgres {
  private readonly cluster: Cluster;
  private readonly binaries: Binaries;
  private readonly options: EmbeddedOptions;
  private port = 0;
  private lockClient: pg.Client | undefined;
  private owner = false;
  /** Why no connection may be used now, as a sentence. */
  private trouble: string | undefined = 'The database has not started yet.';
  private closing = false;
  /** Whether we started the server that runs now, or found it. */
  private started = false;
  private recovery: Promise<void> = Promise.resolve();
  private readonly closed = new AbortController();

  private constructor(cluster: Cluster, binaries: Binaries, options: EmbeddedOptions) {
    this.cluster = cluster;
    this.binaries = binaries;
    this.options = options;
  }

  /** Makes the cluster if there is none, starts PostgreSQL or takes over the one that runs there, and takes the folder's lock. */
  static async open(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
    const place = await placeCluster(options.dataDir, options.report);
    const binaries = await findBinaries(place.user, options.report);
    const cluster = await openCluster(place, binaries, options.report);
    const postgres = new EmbeddedPostgres(cluster, binaries, options);
    const holder = await postgres.attach();
    if (holder !== undefined) throw new StartError(inUse(options.dataDir, holder));
    try {
      if (postgres.owner) await postgres.ensureDatabase();
    } catch (error) {
      await postgres.close();
      throw explainConnectFailure(error, {});
    }
    return postgres;
  }

  /** Whether this process owns the folder, or another one does and we work beside it. */
  get ownsFolder(): boolean {
    return this.owner;
  }

  /** Why the database cannot be used just now; `undefined` when it can. */
  get unavailable(): string | undefined {
    return this.trouble;
  }

  /** Where the server is now. It changes when the server is started again. */
  address(database: string = databaseName): pg.ClientConfig {
    const { password } = this.cluster;
    return { host: '127.0.0.1', port: this.port, user: 'imprest', password, database, application_name: applicationName() };
  }

  /** Lets go of the folder. The owner stops PostgreSQL before. */
  async close(): Promise<void> {
    this.closing = true;
    this.trouble = 'Imprest is stopping.';
    this.closed.abort();
    await this.recovery;
    if (this.owner) await stopServer(this.cluster, this.lockClient === undefined);
    await this.leave();
  }

  private async leave(): Promise<void> {
    this.closing = true;
    const client = this.lockClient;
    this.lockClient = undefined;
    await client?.end().catch(() => undefined);
  }

  /** Connects to the server of the folder, started now if none runs. Gives who has the folder's lock if we need it and cannot get it. */
  private async attach(): Promise<Holder | undefined> {
    const beginMs = Date.now();
    let remainsSinceMs: number | undefined;
    while (Date.now() - beginMs < attachTimeoutMs && !this.closing) {
      const file = await readPostmasterFile(this.cluster.data);
      if (file !== undefined && (await isServer(this.cluster.mark, file.pid))) {
        const client = file.ready ? await this.connect(file.port) : undefined;
        if (client !== undefined) {
          const holder = await this.settle(client, file.port, beginMs).catch((error: unknown) => {
            // It died while we talked to it.
            if (asUnavailable(error) !== error) return 'again' as const;
            throw error;
          });
          if (holder !== 'again') return holder;
        }
        await sleep(pollMs);
        continue;
      }
      const outcome = await withStartTurn(this.cluster.mark, () => this.start());
      if (outcome.kind === 'remains') {
        remainsSinceMs ??= Date.now();
        if (Date.now() - remainsSinceMs > remainsPatienceMs) await endRemains(this.cluster);
      }
      if (outcome.kind !== 'ready') await sleep(pollMs);
    }
    throw new StartError(`PostgreSQL in ${this.cluster.folder} neither starts nor stops: read why in ${this.cluster.log}.`);
  }

  /** Starts the server, unless another process has done so while we waited for our turn. */
  private async start(): Promise<StartOutcome> {
    const file = await readPostmasterFile(this.cluster.data);
    if (file !== undefined && (await isServer(this.cluster.mark, file.pid))) return { kind: 'occupied' };
    if (file !== undefined) await removeStaleFile(this.cluster.data, file);
    const outcome = await startServer(this.cluster, this.binaries, this.options.connections ?? connectionsDefault);
    this.started = outcome.kind === 'ready';
    return outcome;
  }

  private async connect(port: number): Promise<pg.Client | undefined> {
    this.port = port;
    const client = new pg.Client(this.address('postgres'));
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (codeOf(error) === '28P01') {
        throw new StartError(
          `The password in ${this.cluster.folder}/password does not open the database there: restore that file from a backup.`,
        );
      }
      // It starts, stops or has died just now; the next look at its file tells which.
      return undefined;
    }
  }

  /** Takes the lock in the session of `client`, and makes sure that the server has the settings that we would give it. */
  private async settle(client: pg.Client, port: number, beginMs: number): Promise<Holder | undefined | 'again'> {
    const lock = await takeFolderLock(client);
    const { rows } = await client.query<{ cluster_name: string; server_version: string }>(
      `select current_setting('cluster_name') as cluster_name, current_setting('server_version') as server_version`,
    );
    const expected = serverName(this.cluster, this.binaries, this.options.connections ?? connectionsDefault);
    if (lock.held && rows[0]?.cluster_name !== expected) {
      this.options.report('stopping the PostgreSQL that an earlier version left running');
      await client.end();
      await stopServer(this.cluster);
      return 'again';
    }
    this.owner = lock.held;
    if (!lock.held && this.options.exclusive) {
      await client.end();
      return lock.holder;
    }
    this.lockClient = client;
    this.trouble = undefined;
    client.once('end', () => this.onLost(client));
    if (lock.held) {
      const found = this.started ? '' : ', which an earlier run left behind,';
      this.options.report(`PostgreSQL ${rows[0]?.server_version ?? ''}${found} is ready on 127.0.0.1:${port} (${Date.now() - beginMs} ms)`);
    }
    return undefined;
  }

  private onLost(client: pg.Client): void {
    if (this.closing || client !== this.lockClient) return;
    this.lockClient = undefined;
    this.trouble = this.owner ? 'PostgreSQL has stopped and is being started again.' : 'The Imprest that runs PostgreSQL has stopped it.';
    if (this.owner) this.recovery = this.recover();
  }

  /** Tries until it works or we are closed: a full disk may get room again, and an operator may stop the other Imprest. */
  private async recover(): Promise<void> {
    this.options.report(this.trouble ?? '');
    for (let waitMs = 100; !this.closing; waitMs = Math.min(waitMs * 2, retryMsMax)) {
      let reason: string;
      try {
        const holder = await this.attach();
        if (holder === undefined) return;
        reason = inUse(this.options.dataDir, holder);
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
      if (this.closing) return;
      if (this.trouble !== reason) this.options.report(reason);
      this.trouble = reason;
      await sleep(waitMs, undefined, { signal: this.closed.signal }).catch(() => undefined);
    }
  }

  private async ensureDatabase(): Promise<void> {
    const { rowCount } = (await this.lockClient?.query('select 1 from pg_database where datname = $1', [databaseName])) ?? {};
    if (rowCount === 0) await this.lockClient?.query(`create database ${databaseName}`);
  }
}

function inUse(dataDir: string, holder: Holder): string {
  return `Imprest is already running on the data folder ${dataDir} (process ${holder.pid} on ${holder.host}): stop it first, or choose another folder with IMPREST_DATA_DIR.`;
}
