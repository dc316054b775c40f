import { PgBoss, type Job, type JobResult } from 'pg-boss';
import type { Database } from '../database/index.ts';
import { assert } from '../kernel/index.ts';
import { bossConnection } from './boss-connection.ts';

export interface JobsOptions {
  readonly database: Database;
  /** Told of work that failed, and of defects. Not of a database that is away: that reports itself, and the work is done when it is back. */
  readonly report: (message: string, error: unknown) => void;
}

/** Work that may be repeated and may run in several processes: whatever it finds done, it leaves. */
export type Work = () => Promise<unknown>;

interface JobData {
  readonly name: string;
}

const queue = 'maintenance';
const schema = 'jobs';

/** Maintenance can wait for a moment; every look costs the idle server a query. */
const pollingSeconds = 10;
/** A process that died in the middle of a job holds it for this long. */
const expireSeconds = 600;
const stopMs = 5000;

/** All intervals long, and no watching of indexes and vacuum: this is a queue of a few jobs an hour. */
const quiet = {
  cronMonitorIntervalSeconds: 30,
  cronWorkerIntervalSeconds: 15,
  superviseIntervalSeconds: 300,
  monitorIntervalSeconds: 300,
  queueCacheIntervalSeconds: 3600,
  bamIntervalSeconds: 3600,
  flowIntervalSeconds: 3600,
  reindex: false,
  monitorVacuum: false,
} as const;

/**
 * Background work at set times, once for all processes of a database. Rooms register their work before `start`; each job runs at its
 * times and once after every start, so that a machine that sleeps at night catches up.
 */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #report: JobsOptions['report'];
  readonly #jobs = new Map<string, { readonly cron: string; readonly work: Work }>();
  #started = false;

  constructor({ database, report }: JobsOptions) {
    this.#report = report;
    this.#boss = new PgBoss({ db: bossConnection(database), schema, ...quiet });
    this.#boss.on('error', (error: unknown) => this.#reportUnlessAway('background work', error));
  }

  /**
   * Registers work. `name`: kebab-case, a verb first; `cron`: minute, hour, day, month, weekday in UTC. One run of a name at a time over all
   * processes; a run that fails is repeated once and then waits for its next time.
   */
  schedule(name: string, cron: string, work: Work): void {
    assert(!this.#started, 'jobs are scheduled before start');
    assert(!this.#jobs.has(name), `the job ${name} is scheduled twice`);
    this.#jobs.set(name, { cron, work });
  }

  /** Prepares the schema `jobs` when it is new, and begins. */
  async start(): Promise<void> {
    this.#started = true;
    await this.#boss.start();
    await this.#boss.createQueue(queue, { policy: 'exclusive', expireInSeconds: expireSeconds, retryLimit: 1, deleteAfterSeconds: 86_400 });
    await this.#forgetOldSchedules();
    for (const [name, { cron }] of this.#jobs) {
      await this.#boss.schedule(queue, cron, { name }, { key: name, singletonKey: name });
      await this.#boss.send(queue, { name }, { singletonKey: name });
    }
    const options = { pollingIntervalSeconds: pollingSeconds, batchSize: 20, perJobResults: true } as const;
    await this.#boss.work<JobData, unknown, typeof options>(queue, options, (jobs) => this.#runAll(jobs));
  }

  /** Waits a few seconds for the job that is running, and ends. What was not finished is taken up by the next start. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: stopMs });
  }

  /** Runs a job here and now, whatever its times are. */
  async runNow(name: string): Promise<void> {
    const job = this.#jobs.get(name);
    assert(job !== undefined, `there is no job ${name}`);
    await job.work();
  }

  async #forgetOldSchedules(): Promise<void> {
    for (const { key } of await this.#boss.getSchedules(queue)) {
      if (!this.#jobs.has(key)) await this.#boss.unschedule(queue, key);
    }
  }

  async #runAll(jobs: readonly Job<JobData>[]): Promise<JobResult[]> {
    const results: JobResult[] = [];
    for (const { id, data } of jobs) results.push({ id, status: await this.#run(data.name) });
    return results;
  }

  async #run(name: string): Promise<JobResult['status']> {
    // A name that only another version of the platform knows is work of that version.
    if (!this.#jobs.has(name)) return 'completed';
    try {
      await this.runNow(name);
      return 'completed';
    } catch (error) {
      this.#reportUnlessAway(`the job ${name}`, error);
      return 'failed';
    }
  }

  #reportUnlessAway(what: string, error: unknown): void {
    if (!isAway(error)) this.#report(`${what} failed`, error);
  }
}

/** Whether the database was not there. pg-boss passes errors on as copies of their members, so there is no class to ask for. */
function isAway(error: unknown): boolean {
  const definition: unknown = typeof error === 'object' && error !== null && 'definition' in error ? error.definition : undefined;
  return typeof definition === 'object' && definition !== null && 'code' in definition && definition.code === 'database_unavailable';
}
