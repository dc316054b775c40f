import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { Cluster } from '../ledger/cluster.ts';
import { Counts } from '../ledger/counts.ts';
import type { ToWorker } from './run-worker.ts';

/** A run of one seed: how many steps it took, what was wrong, if anything, and how often each thing happened. */
export interface SeedReport {
  readonly seed: number;
  readonly steps: number;
  readonly failure: string | undefined;
  readonly counts: Readonly<Record<string, number>>;
}

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

/** A simulation whose seeds are played in processes of their own. */
export interface Simulation {
  readonly name: string;
  /** The file of its worker. */
  readonly worker: string;
  /** How many seeds are under way in one process: while PostgreSQL works for one of them, the process works for another one. */
  readonly arenasPerWorker: number;
}

/**
 * Plays seeds, each on a database of its own, in as many processes as there are cores. `onSeed` is told of each that has ended; they end
 * in no particular order.
 */
export async function simulate(
  simulation: Simulation,
  seeds: readonly number[],
  onSeed: (report: SeedReport) => void = () => undefined,
): Promise<Simulated> {
  const { arenasPerWorker } = simulation;
  const cluster = await Cluster.open();
  try {
    const reports: SeedReport[] = [];
    const waiting = [...seeds];
    const workerCount = Math.min(availableParallelism(), Math.ceil(seeds.length / arenasPerWorker));
    const note = (report: SeedReport): void => {
      reports.push(report);
      onSeed(report);
    };
    await Promise.all(Array.from({ length: workerCount }, () => play(simulation, cluster, waiting, note)));
    return summaryOf(simulation, seeds, reports);
  } finally {
    await cluster.close();
  }
}

/** Plays seeds from 1 on in a server that has a planted fault, until one fails; gives that one, if any of the first `seedsMax` does. */
export async function findFault(
  simulation: Simulation,
  cluster: Cluster,
  fault: string,
  seedsMax: number,
): Promise<SeedReport | undefined> {
  const waiting = Array.from({ length: seedsMax }, (_, index) => index + 1);
  let failed: SeedReport | undefined;
  const onReport = (report: SeedReport): void => {
    if (report.failure === undefined) return;
    failed = report;
    waiting.length = 0;
  };
  await play({ ...simulation, arenasPerWorker: 1 }, cluster, waiting, onReport, [fault]);
  return failed;
}

/** Plays one seed as `findFault` does, without the defect; gives its failure, if it has one. */
export async function playSound(simulation: Simulation, cluster: Cluster, fault: string, seed: number): Promise<string | undefined> {
  let failure: string | undefined;
  const onReport = (report: SeedReport): void => void (failure = report.failure);
  await play({ ...simulation, arenasPerWorker: 1 }, cluster, [seed], onReport, [fault, 'sound']);
  return failure;
}

/** Plays seeds and prints what came of it, as text or as one line of JSON; gives the exit code: 1 when a seed fails. */
export async function runSeeds(
  simulation: Simulation,
  seeds: readonly number[],
  options: { readonly json: boolean; readonly counts: boolean },
): Promise<number> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const { report, counts } = await simulate(simulation, seeds, ({ seed, failure }) => {
    if (failure !== undefined && !options.json) print(`seed ${String(seed)} fails: ${failure}`);
  });
  if (options.json) print(JSON.stringify(report));
  else {
    if (options.counts) for (const [name, count] of Object.entries(counts)) print(`${String(count).padStart(9)} ${name}`);
    const totals = `${String(report.seeds)} seeds, ${String(report.steps)} steps, ${String(report.failures.length)} failures`;
    print(`${totals}; play one again with --seed S`);
  }
  return report.failures.length > 0 ? 1 : 0;
}

/** Lets a process play seeds from `waiting` until there are none left. */
async function play(
  { worker: file, arenasPerWorker }: Simulation,
  cluster: Cluster,
  waiting: number[],
  onReport: (report: SeedReport) => void,
  fault: readonly string[] = [],
): Promise<void> {
  const urls: string[] = [];
  for (let count = 0; count < arenasPerWorker; count += 1) urls.push(await cluster.addDatabase());
  const worker = fork(file, [cluster.compiledDir, ...fault], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let said = '';
  worker.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
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
    worker.once('close', (code) => {
      if (code === 0 && underWay.size === 0) resolve();
      else
        reject(new Error(`a process of the simulation ended with ${String(code)} during the seeds ${[...underWay].join(', ')}: ${said}`));
    });
  });
}

function summaryOf({ name }: Simulation, seeds: readonly number[], reports: readonly SeedReport[]): Simulated {
  const counts = new Counts();
  for (const report of reports) counts.addAll(report.counts);
  const failed = reports.filter((report) => report.failure !== undefined).toSorted((a, b) => a.seed - b.seed);
  const failures = failed.map(({ seed, failure = '' }) => ({ seed, what: failure }));
  const steps = reports.reduce((sum, report) => sum + report.steps, 0);
  return { report: { simulation: name, seeds: seeds.length, steps, failures }, counts: counts.asRecord() };
}
