import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { EmbeddedPostgres } from '../../packages/server/src/database/embedded/embedded-postgres.ts';
import { readPostmasterFile } from '../../packages/server/src/database/embedded/postmaster-file.ts';
import { openConnections } from '../../packages/server/src/database/connections.ts';
import { databaseOnPool, type Database } from '../../packages/server/src/database/database.ts';
import { openDatabase } from '../../packages/server/src/database/index.ts';
import { Random } from '../random.ts';
import { findChangedAnswers, findDifferences, openAccounts } from './find-differences.ts';
import { Load } from './load.ts';
import { LedgerProcess } from './start-process.ts';

export interface CrashReport {
  readonly simulation: 'crash';
  readonly seeds: number;
  /** Requests that were acknowledged. */
  readonly steps: number;
  /** How often a request was sent again, because nobody knew what had become of it. */
  readonly repeated: number;
  readonly processesKilled: number;
  readonly backendsKilled: number;
  readonly postgresKilled: number;
  readonly failures: readonly { readonly seed: number; readonly what: string }[];
}

const callers = 30;
const accountCount = 8;
/** A round begins with so many acknowledged requests, so that there is something to lose. */
const requestsBefore = 60;
/** What is killed, round after round. */
const victims = ['process', 'backend', 'process', 'postgres', 'process'] as const;

/**
 * Two processes with a ledger under load on a PostgreSQL of their own in `dataDir`; in each round one of them, one connection inside
 * PostgreSQL, or PostgreSQL itself is killed at a random moment. What was not acknowledged is sent again until it is.
 */
export async function simulateCrashes(dataDir: string, rounds: number, seed: number): Promise<CrashReport> {
  const postgres = await EmbeddedPostgres.open({ dataDir, exclusive: true, report: () => undefined });
  const crashes = new Crashes(postgres, seed);
  try {
    return await crashes.run(rounds);
  } finally {
    await crashes.close();
    await postgres.close();
  }
}

class Crashes {
  readonly #postgres: EmbeddedPostgres;
  readonly #seed: number;
  readonly #random: Random;
  readonly #database: Database;
  readonly #killed = { process: 0, backend: 0, postgres: 0 };
  #processes: LedgerProcess[] = [];

  constructor(postgres: EmbeddedPostgres, seed: number) {
    this.#postgres = postgres;
    this.#seed = seed;
    this.#random = new Random(seed);
    const address = () => ({ connectionString: this.#url(), application_name: 'harness' });
    this.#database = databaseOnPool(openConnections({ address, unavailable: () => postgres.unavailable, max: 4 }));
  }

  async run(rounds: number): Promise<CrashReport> {
    await (await openDatabase({ url: this.#url() })).close();
    const accounts = Array.from({ length: accountCount }, (_, index) => `acct_crash_${String(index)}`);
    const opened = await openAccounts(this.#database, accounts);
    this.#processes = await Promise.all([this.#start(), this.#start()]);
    const load = new Load({ seed: this.#seed, accounts, callers, processes: () => this.#processes });
    load.start();
    for (let round = 0; round < rounds; round += 1) {
      await Promise.all([load.progress(requestsBefore), this.#processes[0]?.bookDue(100)]);
      // Somewhere in the middle of a batch.
      await delay(Math.random() * 8);
      await this.#kill(victims[round % victims.length] ?? 'process');
    }
    await load.progress(requestsBefore);
    await load.stop();
    const fresh = await this.#start();
    this.#processes.push(fresh);
    const asked = [...opened, ...load.asked];
    const differences = [...load.failures, ...(await findDifferences(this.#database, asked)), ...(await findChangedAnswers(asked, fresh))];
    return {
      simulation: 'crash',
      seeds: 1,
      steps: load.acknowledged,
      repeated: load.repeated,
      processesKilled: this.#killed.process,
      backendsKilled: this.#killed.backend,
      postgresKilled: this.#killed.postgres,
      failures: differences.map((what) => ({ seed: this.#seed, what })),
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.kill()));
    await this.#database.close();
  }

  async #kill(victim: (typeof victims)[number]): Promise<void> {
    this.#killed[victim] += 1;
    if (victim === 'process') {
      const index = this.#random.below(2);
      await this.#processes[index]?.kill();
      this.#processes[index] = await this.#start();
      return;
    }
    const pid = await (victim === 'backend' ? this.#busyBackend() : this.#postmaster());
    const witness = await this.#connect();
    const noticed = new Promise<void>((resolve) => witness?.once('end', () => resolve()));
    process.kill(pid, 'SIGKILL');
    await noticed;
    await this.#untilBack();
    for (const each of this.#processes) each.moveTo(this.#url());
  }

  /** A connection of a ledger process, rather one that is at work. */
  async #busyBackend(): Promise<number> {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where application_name = 'ledger process' order by state = 'active' desc, random() limit 1`.execute(
      this.#database.sql,
    );
    if (rows[0] === undefined) throw new Error('no ledger process is connected');
    return rows[0].pid;
  }

  async #postmaster(): Promise<number> {
    const { rows } = await sql<{ folder: string }>`select current_setting('data_directory') as folder`.execute(this.#database.sql);
    const file = await readPostmasterFile(rows[0]?.folder ?? '');
    if (file === undefined) throw new Error('PostgreSQL has no postmaster.pid');
    return file.pid;
  }

  /** PostgreSQL ends its connections before it starts again, so one that can be opened is a new one. */
  async #untilBack(): Promise<void> {
    for (;;) {
      const client = await this.#connect();
      if (client !== undefined) return client.end();
      await delay(10);
    }
  }

  async #connect(): Promise<pg.Client | undefined> {
    const client = new pg.Client({ connectionString: this.#url() });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch {
      return undefined;
    }
  }

  #start(): Promise<LedgerProcess> {
    return LedgerProcess.start(this.#url());
  }

  #url(): string {
    const { user = '', password, host = '', port = 0 } = this.#postgres.address();
    return `postgres://${user}:${String(password)}@${host}:${String(port)}/imprest`;
  }
}
