/**
 * Follows one network in a process of its own, for the benchmark of payments, and tells what it took: `follow-process.ts ORDER` with a
 * `FollowOrder` as JSON.
 */
import pg from 'pg';
import { EthereumChain, ethereumMainNetwork } from '../../packages/server/src/chains/ethereum/index.ts';
import type { MachineTime } from '../../packages/server/src/chains/json-rpc/index.ts';
import { TronChain, tronMainNetwork } from '../../packages/server/src/chains/tron/index.ts';
import { openDatabase } from '../../packages/server/src/database/index.ts';
import { systemClock } from '../../packages/server/src/kernel/index.ts';
import { Ledger } from '../../packages/server/src/ledger/index.ts';
import { openAddressSigner, Payments, type NetworkId } from '../../packages/server/src/payments/index.ts';
import { cpuClock } from '../ledger-cpu.ts';

export interface FollowOrder {
  readonly network: NetworkId;
  readonly databaseUrl: string;
  readonly urls: readonly string[];
  readonly requestsPerSecond: number;
  /** The cursor's block at the end. */
  readonly until: number;
  readonly keyFile: string;
  /** How often to look for a new block; as the network has it when left out. */
  readonly pollMs?: number;
}

export interface FollowResult {
  /** The waiting for the pace of the providers and the processor time of this process. */
  readonly seconds: number;
  /** The largest growth of the process after the first tenth of the blocks. */
  readonly memoryGrowthMiB: number;
  readonly memoryMiB: number;
  readonly nodeMs: number;
  readonly postgresMs: number;
  readonly status: string;
}

/** Time that passes at once where a pace would have us wait, and with our own processor time elsewhere, whatever else the machine does. */
class SkippingTime implements MachineTime {
  private skippedMs = 0;

  nowMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000 + this.skippedMs;
  }

  wait(ms: number): Promise<void> {
    this.skippedMs += ms;
    return Promise.resolve();
  }
}

// The benchmark wrote it.
const order = JSON.parse(process.argv[2] ?? '{}') as FollowOrder;
const { network, requestsPerSecond, until } = order;
const time = new SkippingTime();
const providers = order.urls.map((url) => ({ url, requestsPerSecond }));
const database = await openDatabase({ url: order.databaseUrl, connections: 4 });
const ledger = new Ledger({ database, clock: systemClock });
const pool = new pg.Pool({ connectionString: order.databaseUrl, max: 1 });
const facts = network === 'tron' ? tronMainNetwork : ethereumMainNetwork;
const options = { providers, facts: { ...facts, pollMs: order.pollMs ?? facts.pollMs }, time };
const chain = network === 'tron' ? new TronChain(options) : new EthereumChain(options);
const errors: string[] = [];
const payments = new Payments({
  database,
  ledger,
  clock: systemClock,
  signer: await openAddressSigner(order.keyFile),
  // The addresses are in the database; none is made here.
  networks: [
    {
      chain,
      depositKey: {
        fingerprint: 'bench',
        path: 'm',
        readAddress: (shown: string) => shown,
        showAddress: (onChain: string) => onChain,
        addressAt: () => ({ shown: '', onChain: '' }),
      },
    },
  ],
  log: {
    info: () => undefined,
    warn: (fields, message) => void errors.push(`${message} ${JSON.stringify(fields)}`),
    error: (fields, message) => void errors.push(`${message} ${JSON.stringify(fields)}`),
  },
});

async function cursor(): Promise<number> {
  const { rows } = await pool.query<{ block_number: string }>('select block_number from chain_cursors where network = $1', [network]);
  return Number(rows[0]?.block_number);
}

const begin = await cursor();
const cpu = await cpuClock(pool);
const before = cpu();
const beginMs = time.nowMs();
let warmMiB = 0;
let mostMiB = 0;
await payments.start();
process.send?.({ begun: true });
for (;;) {
  const at = await cursor();
  const memoryMiB = process.memoryUsage.rss() / 2 ** 20;
  if (at < begin + (until - begin) / 10) warmMiB = Math.max(warmMiB, memoryMiB);
  mostMiB = Math.max(mostMiB, memoryMiB);
  if (at >= until || errors.length > 0) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
}
const seconds = (time.nowMs() - beginMs) / 1000;
const after = cpu();
await payments.stop();
await ledger.close();
await database.close();
await pool.end();
const result: FollowResult = {
  seconds,
  memoryGrowthMiB: Math.max(0, mostMiB - warmMiB),
  memoryMiB: mostMiB,
  nodeMs: after.nodeMs - before.nodeMs,
  postgresMs: after.postgresMs - before.postgresMs,
  status: errors.join('\n'),
};
process.send?.(result);
process.disconnect();
