/** Programs that have the ledger in themselves: `ledger-process.ts`. */
import { fillByCalls, openArena } from '../ledger-arena.ts';
import { cpuClock } from '../ledger-cpu.ts';
import type { BenchCase } from '../main.ts';
import { Children } from './children.ts';
import { compare, requireWhole, type Round, type Rounds } from './compare.ts';

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

const accountCount = 1000;

const cases = [
  { title: 'library, 1000 accounts, 500 callers', callers: 500, hot: false, holds: false },
  { title: 'library, one hot account, 500 callers', callers: 500, hot: true, holds: false },
  { title: 'library, 1000 accounts, hold + capture, 500 callers', callers: 500, hot: false, holds: true },
  { title: 'library, 1000 accounts, 20 callers', callers: 20, hot: false, holds: false },
  { title: 'library, one hot account, 20 callers', callers: 20, hot: true, holds: false },
] as const;

export async function benchLibrary(url: string, rounds: Rounds): Promise<readonly BenchCase[]> {
  const wanted = cases.filter(({ title }) => title.includes(rounds.only));
  if (wanted.length === 0) return [];
  const arena = await openArena(url, accountCount);
  const processes = new Children();
  try {
    await fillByCalls(arena);
    const cpu = await cpuClock(arena.pool);
    for (let index = 0; index < 2; index += 1) await processes.start('ledger-process.ts', url, String(accountCount));
    const figures: BenchCase[] = [];
    for (const { title, callers, hot, holds } of wanted) {
      const run = async (count: number, name: string, durationMs: number): Promise<Round> => {
        const before = cpu();
        const order = { callers: rounds.divided ? callers / count : callers, durationMs, hot, holds };
        const orders = (index: number): LoadOrder => ({ ...order, name: `${name} ${String(index)}` });
        const results = (await processes.ask(count, orders)) as LoadResult[]; // They say nothing else.
        const booked = results.reduce((sum, result) => sum + result.booked, 0);
        return {
          perSecond: results.reduce((sum, result) => sum + (result.booked * 1000) / result.tookMs, 0),
          nodeMicros: (results.reduce((sum, result) => sum + result.cpuMs, 0) * 1000) / booked,
          postgresMicros: ((cpu().postgresMs - before.postgresMs) * 1000) / booked,
        };
      };
      figures.push(await compare(title, rounds, run));
    }
    await requireWhole(url);
    return figures;
  } finally {
    processes.end();
    await arena.close();
  }
}
