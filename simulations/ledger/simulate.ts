import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Cluster } from './cluster.ts';
import { Counts } from './counts.ts';
import type { SeedReport } from './simulate-seed.ts';
import type { ToWorker } from './worker.ts';

/** What `npm run simulate` prints with `--json`. */
export interface SimulationReport {
  readonly simulation: string;
  readonly seeds: number;
  readonly steps: number;
  readonly failures: readonly { readonly seed: number; readonly what: string }[];
}

export interface Simulated {
  readonly report: SimulationReport;
  /** How often each thing happened. */
  readonly counts: Readonly<Record<string, number>>;
}

/** While PostgreSQL works for one seed of a process, the process works for another one. */
const arenasPerWorker = 3;

/**
 * Plays seeds, each on a database of its own, in as many processes as there are cores. `onSeed` is told of each that has ended; they end
 * in no particular order.
 */
export async function simulateLedger(seeds: readonly number[], onSeed: (report: SeedReport) => void = () => undefined): Promise<Simulated> {
  const cluster = await Cluster.open();
  try {
    const reports: SeedReport[] = [];
    const waiting = [...seeds];
    const workerCount = Math.min(availableParallelism(), Math.ceil(seeds.length / arenasPerWorker));
    const note = (report: SeedReport): void => {
      reports.push(report);
      onSeed(report);
    };
    await Promise.all(Array.from({ length: workerCount }, () => play(cluster, arenasPerWorker, waiting, note)));
    return summaryOf(seeds, reports);
  } finally {
    await cluster.close();
  }
}

/** Plays seeds from 1 on with a ledger that has a planted fault, until one fails; gives that one, if any of the first `seedsMax` does. */
export async function findFault(cluster: Cluster, fault: string, seedsMax: number): Promise<SeedReport | undefined> {
  const waiting = Array.from({ length: seedsMax }, (_, index) => index + 1);
  let failed: SeedReport | undefined;
  await play(
    cluster,
    1,
    waiting,
    (report) => {
      if (report.failure === undefined) return;
      failed = report;
      waiting.length = 0;
    },
    fault,
  );
  return failed;
}

/** Lets a process play seeds from `waiting` until there are none left. */
async function play(
  cluster: Cluster,
  arenaCount: number,
  waiting: number[],
  onReport: (report: SeedReport) => void,
  fault?: string,
): Promise<void> {
  const urls: string[] = [];
  for (let count = 0; count < arenaCount; count += 1) urls.push(await cluster.addDatabase());
  const worker = fork(join(import.meta.dirname, 'worker.ts'), fault === undefined ? [] : [fault], { serialization: 'advanced' });
  const underWay = new Set<number>();
  const send = (message: ToWorker): void => void worker.send(message);
  const sendNext = (arena: number): void => {
    const seed = waiting.shift();
    if (seed !== undefined) {
      underWay.add(seed);
      send({ arena, seed });
    } else if (underWay.size === 0) send('end');
  };
  // The worker sends nothing else.
  worker.on('message', (message: 'ready' | { arena: number; report: SeedReport }) => {
    if (message === 'ready') {
      send({ urls });
      for (const arena of urls.keys()) sendNext(arena);
      return;
    }
    underWay.delete(message.report.seed);
    onReport(message.report);
    sendNext(message.arena);
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0 && underWay.size === 0) resolve();
      else reject(new Error(`a process of the simulation ended with ${String(code)} during the seeds ${[...underWay].join(', ')}`));
    });
  });
}

function summaryOf(seeds: readonly number[], reports: readonly SeedReport[]): Simulated {
  const counts = new Counts();
  for (const report of reports) counts.addAll(report.counts);
  const failed = reports.filter((report) => report.failure !== undefined).toSorted((a, b) => a.seed - b.seed);
  const failures = failed.map(({ seed, failure = '' }) => ({ seed, what: failure }));
  const steps = reports.reduce((sum, report) => sum + report.steps, 0);
  return { report: { simulation: 'ledger', seeds: seeds.length, steps, failures }, counts: counts.asRecord() };
}
