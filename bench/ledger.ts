/**
 * Imprest's ledger beside the best plain PostgreSQL statement and the usual transaction per request: one PostgreSQL, one run,
 * interleaved rounds, medians. `bench/README.md` says what each of them does and which flags there are.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { audit } from '../packages/server/src/ledger/index.ts';
import { accountIdOf, entriesPerAccount, fillByCalls, fillByCopies, openArena, startPostgres, type Arena } from './ledger-arena.ts';
import { bytesWritten, imprestOf, statementOf, transactionOf, type Contender } from './ledger-contenders.ts';
import { cpuClock, type CpuTime } from './ledger-cpu.ts';
import type { BenchCase } from './main.ts';

interface Case {
  readonly name: string;
  readonly arena: Arena;
  readonly callers: number;
  /** So many of the accounts are spent from, spread over all of them; each of them when left out. */
  readonly active?: number;
  /** All callers spend from one account. */
  readonly hot?: boolean;
  /** Hold and capture count as one; otherwise each caller spends. */
  readonly holds?: boolean;
}

interface Round {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly count: number;
  /** Processor time of one, on both sides. */
  readonly nodeMicros: number;
  readonly postgresMicros: number;
}

interface Measured {
  readonly rounds: Map<Contender['name'], Round[]>;
  bytes: number;
  entries: number;
}

const smallAccounts = 1000;
const entriesAsked = 10_000_000;
const largeWarmUpMs = 10_000;

/** Runs the benchmark. Flags: `--rounds`, `--round-ms`, `--large-entries` and `--only TEXT`. */
export async function benchLedger(args: readonly string[]): Promise<readonly BenchCase[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
      'round-ms': { type: 'string', default: '1000' },
      'large-entries': { type: 'string', default: '1000000' },
    },
  });
  const [rounds, roundMs, largeEntries] = [Number(values.rounds), Number(values['round-ms']), Number(values['large-entries'])];
  const postgres = await startPostgres();
  const arenas: Arena[] = [];
  try {
    const small = await openArena(await postgres.urlOf('small'), smallAccounts);
    arenas.push(small);
    await fillByCalls(small);
    const cases: BenchCase[] = [];
    const measureAll = async (group: readonly Case[]): Promise<void> => {
      const wanted = group.filter((each) => each.name.includes(values.only));
      cases.push(...(await measureCases(wanted, rounds, roundMs)));
    };
    const largeName = `${String(largeEntries)} entries, ${String(largeEntries / entriesPerAccount)} accounts`;
    if (largeEntries > 0 && largeName.includes(values.only)) {
      const large = await openArena(await postgres.urlOf('large'), Math.floor(largeEntries / entriesPerAccount));
      arenas.push(large);
      await fillByCopies(large);
      const smaller = largeEntries < entriesAsked ? ` (--large-entries ${String(entriesAsked)} for 10 million)` : '';
      await measureAll([
        { name: `10000 entries, ${String(smallAccounts)} accounts, 20 callers, ${largeName} beside it`, arena: small, callers: 20 },
        {
          name: `${largeName}, ${String(smallAccounts)} of them active, 20 callers${smaller}`,
          arena: large,
          callers: 20,
          active: smallAccounts,
        },
        { name: `${largeName}, 20 callers${smaller}`, arena: large, callers: 20 },
      ]);
    }
    for (const callers of [1, 20, 500]) {
      await measureAll([{ name: `${String(callers)} ${callers === 1 ? 'caller' : 'callers'}`, arena: small, callers }]);
    }
    await measureAll([{ name: 'one hot account, 500 callers', arena: small, callers: 500, hot: true }]);
    await measureAll([{ name: 'hold + capture, 20 callers', arena: small, callers: 20, holds: true }]);
    await measureAll([{ name: 'hold + capture, 500 callers', arena: small, callers: 500, holds: true }]);
    const { difference } = await audit(small.database);
    if (difference !== null) throw new Error(`the books are not whole after the benchmark: ${JSON.stringify(difference)}`);
    return cases;
  } finally {
    for (const arena of arenas) await arena.close();
    await postgres.stop();
  }
}

/** Measures cases that are compared with each other: each round has every contender of every case once. */
async function measureCases(cases: readonly Case[], rounds: number, roundMs: number): Promise<readonly BenchCase[]> {
  const [first] = cases;
  const cpu = first ? await cpuClock(first.arena.pool) : undefined;
  const measured = new Map(cases.map((each): [Case, Measured] => [each, { rounds: new Map(), bytes: 0, entries: 0 }]));
  // Round 0 warms up and is not counted; a large arena takes longer until its connections have seen most of the memory.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [each, figures] of measured) {
      const contenders = [imprestOf(each.arena), statementOf(each.arena), transactionOf(each.arena)];
      for (const contender of [...contenders.slice(round % 3), ...contenders.slice(0, round % 3)]) {
        const before = await bytesWritten(each.arena.pool);
        const result = await runRound(
          each,
          contender,
          `${contender.name} ${String(round)}`,
          round === 0 ? (each.arena.accountCount > smallAccounts ? largeWarmUpMs : Math.min(roundMs, 400)) : roundMs,
          cpu,
        );
        if (round === 0) continue;
        figures.rounds.set(contender.name, [...(figures.rounds.get(contender.name) ?? []), result]);
        if (contender.name !== 'imprest') continue;
        figures.bytes += (await bytesWritten(each.arena.pool)) - before;
        figures.entries += result.count * (each.holds === true ? 2 : 1);
      }
    }
  }
  return [...measured].map(([each, figures]) => figuresOf(each, figures));
}

async function runRound(each: Case, contender: Contender, prefix: string, durationMs: number, cpu?: () => CpuTime): Promise<Round> {
  const { accountCount } = each.arena;
  const active = each.active ?? accountCount;
  const name = `${prefix} ${each.name.slice(0, 50)}`;
  const before = cpu?.();
  const startedMs = performance.now();
  const untilMs = startedMs + durationMs;
  const tookMs: number[] = [];
  const call = async (caller: number): Promise<void> => {
    for (let turn = 0; performance.now() < untilMs; turn += 1) {
      const index = each.hot === true ? 0 : Math.floor(Math.random() * active) * Math.floor(accountCount / active);
      const id = `${name} ${String(caller)} ${String(turn)}`;
      const beginMs = performance.now();
      await (each.holds === true ? contender.holdAndCapture(accountIdOf(index), id) : contender.spend(accountIdOf(index), id));
      tookMs.push(performance.now() - beginMs);
    }
  };
  await Promise.all(Array.from({ length: each.callers }, (_, caller) => call(caller)));
  const seconds = (performance.now() - startedMs) / 1000;
  const after = cpu?.();
  const microsEach = (side: keyof CpuTime): number => (1000 * ((after?.[side] ?? 0) - (before?.[side] ?? 0))) / Math.max(1, tookMs.length);
  const sorted = tookMs.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    perSecond: sorted.length / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    count: sorted.length,
    nodeMicros: microsEach('nodeMs'),
    postgresMicros: microsEach('postgresMs'),
  };
}

function figuresOf(each: Case, { rounds, bytes, entries }: Measured): BenchCase {
  const of = (name: Contender['name'], figure: (round: Round) => number): number => median((rounds.get(name) ?? []).map(figure));
  const perSecond = (name: Contender['name']): number => Math.round(of(name, (round) => round.perSecond));
  const [imprest, statement, transaction] = [perSecond('imprest'), perSecond('statement'), perSecond('transaction')];
  return {
    case: each.name,
    imprestPerSecond: imprest,
    statementPerSecond: statement,
    transactionPerSecond: transaction,
    timesStatement: hundredths(imprest / statement),
    timesTransaction: hundredths(imprest / transaction),
    p50Ms: hundredths(of('imprest', (round) => round.p50Ms)),
    p99Ms: hundredths(of('imprest', (round) => round.p99Ms)),
    statementP99Ms: hundredths(of('statement', (round) => round.p99Ms)),
    transactionP99Ms: hundredths(of('transaction', (round) => round.p99Ms)),
    ...Object.fromEntries(
      (['imprest', 'statement', 'transaction'] as const).flatMap((name) => [
        [`${name}NodeMicros`, hundredths(of(name, (round) => round.nodeMicros))],
        [`${name}PostgresMicros`, hundredths(of(name, (round) => round.postgresMicros))],
      ]),
    ),
    bytesPerEntry: Math.round(bytes / Math.max(1, entries)),
    loadAverage: hundredths(loadavg()[0] ?? 0),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;
