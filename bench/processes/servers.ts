/** Servers that are asked over HTTP: `server-process.ts`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { ServerUsage } from '../imprest-server.ts';
import { cpuClock } from '../ledger-cpu.ts';
import type { BenchCase } from '../main.ts';
import { requestBytes, requestsPerSecond } from '../request-load.ts';
import { Children } from './children.ts';
import { compare, requireWhole, type Round, type Rounds } from './compare.ts';
import type { SpendServerReady } from './server-process.ts';

const customerCount = 1000;

const cases: readonly { title: string; callers: number; hot: boolean; routed?: boolean }[] = [
  { title: 'servers, 1000 accounts, 500 callers', callers: 500, hot: false },
  { title: 'servers, 1000 accounts with one server for each, 500 callers', callers: 500, hot: false, routed: true },
  { title: 'servers, one hot account, 500 callers', callers: 500, hot: true },
  { title: 'servers, 1000 accounts, 20 callers', callers: 20, hot: false },
  { title: 'servers, 1000 accounts with one server for each, 20 callers', callers: 20, hot: false, routed: true },
  { title: 'servers, one hot account, 20 callers', callers: 20, hot: true },
];

const body = JSON.stringify({ credits: '1.234567' });

export async function benchServers(url: string, rounds: Rounds): Promise<readonly BenchCase[]> {
  const wanted = cases.filter(({ title }) => title.includes(rounds.only));
  if (wanted.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), 'imprest-bench-processes-'));
  const servers = new Children();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    // They say nothing else. The first one makes the customers.
    const first = (await servers.start('server-process.ts', url, folder, String(customerCount))) as SpendServerReady;
    const second = (await servers.start('server-process.ts', url, folder)) as SpendServerReady;
    const keys = first.apiKeys;
    const cpu = await cpuClock(pool);
    const nodeMs = async (): Promise<number> => {
      const usages = (await servers.ask(2, () => ({}))) as ServerUsage[];
      return usages.reduce((sum, { cpuMicros }) => sum + cpuMicros / 1000, 0);
    };
    const figures: BenchCase[] = [];
    let asked = 0;
    for (const { title, callers, hot, routed = false } of wanted) {
      const ask = (connection: number): Buffer => {
        const any = hot ? 0 : Math.floor(Math.random() * keys.length);
        // Connections go to the servers in turns.
        const apiKey = keys[routed ? any - (any % 2) + (connection % 2) : any] ?? '';
        return requestBytes({ path: '/v1/spends', apiKey, body, idempotencyKey: String((asked += 1)) });
      };
      const run = async (count: 1 | 2): Promise<Round> => {
        const before = { asked, nodeMs: await nodeMs(), postgresMs: cpu().postgresMs };
        const ports = [first.port, second.port].slice(0, count);
        const perSecond = await requestsPerSecond({ ports, ask, status: 201, connections: callers, durationMs: rounds.durationMs });
        const booked = asked - before.asked;
        return {
          perSecond,
          nodeMicros: (((await nodeMs()) - before.nodeMs) * 1000) / booked,
          postgresMicros: ((cpu().postgresMs - before.postgresMs) * 1000) / booked,
        };
      };
      figures.push(await compare(title, rounds, run));
    }
    await requireWhole(url);
    return figures;
  } finally {
    servers.end();
    await pool.end();
    await rm(folder, { recursive: true, force: true });
  }
}
