/**
 * One server process beside two on one database, with the same number of callers: what is won or lost when they compete for the same
 * accounts. One PostgreSQL, one run, interleaved rounds, medians.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { audit } from '../packages/server/src/ledger/index.ts';
import { fillByCalls, openArena, startPostgres } from './ledger-arena.ts';
import { cpuClock, type CpuTime } from './ledger-cpu.ts';
import type { BenchCase } from './main.ts';

/** What a process is asked to do. */
export interface LoadOrder {
  /** Makes the ids of the commands its own. */
  readonly name: string;
  readonly callers: number;
  readonly durationMs: number;
  /** All callers use one account. */
  readonly hot: boolean;
  /** Hold and capture count as one; otherwise each caller spends. */
  readonly holds: boolean;
}

export interface LoadResult {
  readonly booked: number;
  readonly tookMs: number;
  /** Of this process. */
  readonly cpuMs: number;
}

/** What all processes came to in one round: calls booked in a second, and processor time of one call in Node and in PostgreSQL. */
interface Round {
  readonly perSecond: number;
  readonly nodeMicros: number;
  readonly postgresMicros: number;
}

const accountCount = 1000;
const program = join(import.meta.dirname, 'load-process.ts');

const cases = [
  { title: '1000 accounts, 500 callers', callers: 500, hot: false, holds: false },
  { title: 'one hot account, 500 callers', callers: 500, hot: true, holds: false },
  { title: '1000 accounts, hold + capture, 500 callers', callers: 500, hot: false, holds: true },
  { title: '1000 accounts, 20 callers', callers: 20, hot: false, holds: false },
  { title: 'one hot account, 20 callers', callers: 20, hot: true, holds: false },
] as const;

/** Runs the benchmark. Flags: `--rounds`, `--round-ms` and `--only TEXT`. */
export async function benchProcesses(args: readonly string[]): Promise<readonly BenchCase[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
      'round-ms': { type: 'string', default: '1000' },
    },
  });
  const postgres = await startPostgres();
  const url = await postgres.urlOf('processes');
  const arena = await openArena(url, accountCount);
  const processes: ChildProcess[] = [];
  try {
    await fillByCalls(arena);
    const cpu = await cpuClock(arena.pool);
    for (let index = 0; index < 2; index += 1) processes.push(await start(url));
    const figures: BenchCase[] = [];
    for (const { title, ...load } of cases.filter((each) => each.title.includes(values.only))) {
      const figuresOf: { readonly one: Round[]; readonly two: Round[] } = { one: [], two: [] };
      // Round 0 warms up and is not counted.
      for (let round = 0; round <= Number(values.rounds); round += 1) {
        for (const count of round % 2 === 0 ? [1, 2] : [2, 1]) {
          const order = { ...load, name: `${title} ${String(round)} ${String(count)}`, durationMs: Number(values['round-ms']) };
          const result = await runOn(processes.slice(0, count), order, cpu);
          if (round > 0) figuresOf[count === 1 ? 'one' : 'two'].push(result);
        }
      }
      const of = (count: 'one' | 'two', figure: keyof Round): number => median(figuresOf[count].map((round) => round[figure]));
      figures.push({
        case: title,
        oneProcessPerSecond: Math.round(of('one', 'perSecond')),
        twoProcessesPerSecond: Math.round(of('two', 'perSecond')),
        twoTimesOne: Math.round((of('two', 'perSecond') / of('one', 'perSecond')) * 100) / 100,
        oneNodeMicros: Math.round(of('one', 'nodeMicros')),
        onePostgresMicros: Math.round(of('one', 'postgresMicros')),
        twoNodeMicros: Math.round(of('two', 'nodeMicros')),
        twoPostgresMicros: Math.round(of('two', 'postgresMicros')),
      });
    }
    const { difference } = await audit(arena.database);
    if (difference !== null) throw new Error(`the books are not whole after the benchmark: ${JSON.stringify(difference)}`);
    return figures;
  } finally {
    for (const each of processes) each.kill();
    await arena.close();
    await postgres.stop();
  }
}

async function start(url: string): Promise<ChildProcess> {
  const child = fork(program, [url, String(accountCount)], { execArgv: [] });
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('the process of the benchmark did not start')));
  });
  return child;
}

/** Lets the processes work together, the callers divided among them. */
async function runOn(processes: readonly ChildProcess[], order: LoadOrder, cpu: () => CpuTime): Promise<Round> {
  const before = cpu();
  const results = await Promise.all(
    processes.map((child, index) => {
      const callers = order.callers / processes.length;
      return new Promise<LoadResult>((resolve, reject) => {
        const ended = (): void => reject(new Error('a process of the benchmark ended'));
        child.once('exit', ended);
        child.once('message', (result: LoadResult) => {
          child.off('exit', ended);
          resolve(result);
        });
        child.send({ ...order, callers, name: `${order.name} ${String(index)}` });
      });
    }),
  );
  const booked = results.reduce((sum, result) => sum + result.booked, 0);
  return {
    perSecond: results.reduce((sum, result) => sum + (result.booked * 1000) / result.tookMs, 0),
    nodeMicros: (results.reduce((sum, result) => sum + result.cpuMs, 0) * 1000) / booked,
    postgresMicros: ((cpu().postgresMs - before.postgresMs) * 1000) / booked,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
