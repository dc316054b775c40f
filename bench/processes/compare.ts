/** One process beside two: interleaved rounds, and what they came to. */
import { openDatabase } from '../../packages/server/src/database/index.ts';
import { audit } from '../../packages/server/src/ledger/index.ts';
import type { BenchCase } from '../main.ts';

export interface Rounds {
  /** How many count. */
  readonly rounds: number;
  readonly durationMs: number;
  /** Only cases with this in their title. */
  readonly only: string;
  /** The callers of a case are divided among the processes, instead of being so many for each. */
  readonly divided: boolean;
}

/** What the processes of one round booked, and the processor time of one booking in Node and in PostgreSQL. */
export interface Round {
  readonly perSecond: number;
  readonly nodeMicros: number;
  readonly postgresMicros: number;
}

/** `run` lets so many processes work for a round; its name is another each time. */
export async function compare(
  title: string,
  { rounds, durationMs }: Rounds,
  run: (count: 1 | 2, name: string, durationMs: number) => Promise<Round>,
): Promise<BenchCase> {
  const one: Round[] = [];
  const two: Round[] = [];
  // Round 0 warms up, three times as long, and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const count of round % 2 === 0 ? ([1, 2] as const) : ([2, 1] as const)) {
      const result = await run(count, `${title} ${String(round)} ${String(count)}`, round === 0 ? 3 * durationMs : durationMs);
      if (round > 0) (count === 1 ? one : two).push(result);
    }
  }
  const of = (results: readonly Round[], figure: keyof Round): number => median(results.map((each) => each[figure]));
  return {
    case: title,
    oneProcessPerSecond: Math.round(of(one, 'perSecond')),
    twoProcessesPerSecond: Math.round(of(two, 'perSecond')),
    twoTimesOne: Math.round((of(two, 'perSecond') / of(one, 'perSecond')) * 100) / 100,
    oneNodeMicros: Math.round(of(one, 'nodeMicros')),
    onePostgresMicros: Math.round(of(one, 'postgresMicros')),
    twoNodeMicros: Math.round(of(two, 'nodeMicros')),
    twoPostgresMicros: Math.round(of(two, 'postgresMicros')),
  };
}

/** Fails when the audit finds a difference: a figure of books that are wrong is none. */
export async function requireWhole(url: string): Promise<void> {
  const database = await openDatabase({ url });
  try {
    const { difference } = await audit(database);
    if (difference !== null) throw new Error(`the books are not whole after the benchmark: ${JSON.stringify(difference)}`);
  } finally {
    await database.close();
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
