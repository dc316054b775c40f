/** Servers that are asked over HTTP: `server-process.ts`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { ServerUsage } from '../server-usage.ts';
import { cpuClock } from '../ledger-cpu.ts';
import type { BenchCase } from '../main.ts';
import { requestBytes, requestsPerSecond } from '../request-load.ts';
import { Children } from './children.ts';
import { compare, requireWhole, type Round, type Rounds } from './compare.ts';
import type { SpendServerReady } from './server-process.ts';

const customerCount = 1000;

interface Case {
  readonly title: string;
  readonly callers: number;
  /** All callers use one account. */
  readonly hot: boolean;
  /** Each account is asked about at one of the servers only. */
  readonly routed: boolean;
}

const cases: readonly Case[] = [
  { title: 'servers, 1000 accounts, 500 callers', callers: 500, hot: false, routed: false },
  { title: 'servers, 1000 accounts with one server for each, 500 callers', callers: 500, hot: false, routed: true },
  { title: 'servers, one hot account, 500 callers', callers: 500, hot: true, routed: false },
  { title: 'servers, 1000 accounts, 20 callers', callers: 20, hot: false, routed: false },
  { title: 'servers, 1000 accounts with one server for each, 20 callers', callers: 20, hot: false, routed: true },
  { title: 'servers, one hot account, 20 callers', callers: 20, hot: true, routed: false },
];

const body = JSON.stringify({ credits: '1.234567' });

/** Two servers, and the time that both and their PostgreSQL have worked so far. */
interface Running {
  readonly ports: readonly number[];
  /** The API key of each customer. */
  readonly apiKeys: readonly string[];
  readonly nodeMs: () => Promise<number>;
  readonly postgresMs: () => number;
}

export async function benchServers(url: string, rounds: Rounds): Promise<readonly BenchCase[]> {
  const wanted = cases.filter(({ title }) => title.includes(rounds.only));
  if (wanted.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), 'imprest-bench-processes-'));
  const servers = new Children();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    // Both say nothing else. The first one makes the customers.
    const first = (await servers.start('server-process.ts', url, folder, String(customerCount))) as SpendServerReady;
    const second = (await servers.start('server-process.ts', url, folder)) as SpendServerReady; // See above.
    const cpu = await cpuClock(pool);
    const running: Running = {
      ports: [first.port, second.port],
      apiKeys: first.apiKeys,
      async nodeMs() {
        const usages = (await servers.ask(2, () => ({}))) as ServerUsage[]; // This is all that they answer.
        return usages.reduce((sum, { cpuMicros }) => sum + cpuMicros / 1000, 0);
      },
      postgresMs: () => cpu().postgresMs,
    };
    const figures: BenchCase[] = [];
    for (const each of wanted) figures.push(await benchCase(each, running, rounds));
    await requireWhole(url);
    return figures;
  } finally {
    servers.end();
    await pool.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchCase({ title, callers, hot, routed }: Case, { ports, apiKeys, nodeMs, postgresMs }: Running, rounds: Rounds) {
  let asked = 0;
  const ask = (connection: number): Buffer => {
    const any = hot ? 0 : Math.floor(Math.random() * apiKeys.length);
    // Connections go to the servers in turns.
    const apiKey = apiKeys[routed ? any - (any % 2) + (connection % 2) : any] ?? '';
    asked += 1;
    return requestBytes({ path: '/v1/spends', apiKey, body, idempotencyKey: `${title}-${String(asked)}`.replaceAll(' ', '-') });
  };
  return compare(title, rounds, async (count, _name, durationMs): Promise<Round> => {
    const before = { asked, nodeMs: await nodeMs(), postgresMs: postgresMs() };
    const connections = rounds.divided ? callers : callers * count;
    const load = { ports: ports.slice(0, count), ask, status: 201, connections, durationMs };
    const perSecond = await requestsPerSecond(load);
    const booked = asked - before.asked;
    return {
      perSecond,
      nodeMicros: (((await nodeMs()) - before.nodeMs) * 1000) / booked,
      postgresMicros: ((postgresMs() - before.postgresMs) * 1000) / booked,
    };
  });
}
