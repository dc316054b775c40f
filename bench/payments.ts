/**
 * What it takes to find every payment: catching up after a day without a node, and how soon a payment is seen. The chains are replayed
 * by processes of their own; `bench/README.md` says what is measured.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { memoryEnvironment, memoryFlags } from '../packages/server/bin/memory.js';
import { openDatabase } from '../packages/server/src/database/index.ts';
import { systemClock } from '../packages/server/src/kernel/index.ts';
import { Ledger } from '../packages/server/src/ledger/index.ts';
import { publishDefaultOffers } from '../packages/server/src/offers/index.ts';
import { accountIdOf, startPostgres } from './ledger-arena.ts';
import type { BenchCase } from './main.ts';
import type { FollowOrder, FollowResult } from './payments/follow-process.ts';
import { addressSql, hashOf } from './payments/replayed.ts';

type Network = FollowOrder['network'];

/** Of each network: the blocks of a day, a height like today's, and how its time relates to the benchmark's. */
const days: Readonly<Record<Network, { readonly blocks: number; readonly first: number; readonly pollsPerBlock: number }>> = {
  ethereum: { blocks: 7_200, first: 23_800_000, pollsPerBlock: 2 },
  tron: { blocks: 28_800, first: 77_600_000, pollsPerBlock: 1 },
};
const requestsPerSecond = 10;
const depositsPerDay = 500;
const detectedBlocks = 40;
let runs = 0;

interface Place {
  readonly url: string;
  readonly folder: string;
  readonly addresses: number;
}

interface Node {
  readonly url: string;
  readonly heads: { readonly head: number; readonly atMs: number }[];
  requests(): Promise<{ requests: number; bytes: number }>;
  /** Begins to make blocks. */
  grow(): void;
  stop(): void;
}

/** Runs the benchmark. Flags: `--addresses N`, `--share N` (of a day, in percent), `--rounds N` and `--only TEXT`. */
export async function benchPayments(args: readonly string[]): Promise<readonly BenchCase[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      only: { type: 'string', default: '' },
      addresses: { type: 'string', default: '1000000' },
      share: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const [addresses, share] = [Number(values.addresses), Number(values.share) / 100];
  const postgres = await startPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'imprest-bench-payments-'));
  const cases: BenchCase[] = [];
  // It takes long, and what is measured already is worth something when it is ended.
  const add = (figures: BenchCase): void => {
    process.stderr.write(`${JSON.stringify(figures)}\n`);
    cases.push(figures);
  };
  const wanted = (title: string): boolean => title.includes(values.only);
  try {
    const large = await openPlace(await postgres.urlOf('large'), folder, addresses);
    const small = await openPlace(await postgres.urlOf('small'), folder, 1_000);
    const totals = new Map<number, { requests: number; seconds: number }>();
    for (const providers of [2, 1]) {
      for (const network of ['ethereum', 'tron'] as const) {
        const title = `a day of ${network}, ${providers === 1 ? 'one provider' : 'two providers'}`;
        if (!wanted(title)) continue;
        const figures = await catchUp(large, network, providers, Math.floor(days[network].blocks * share));
        const total = totals.get(providers) ?? { requests: 0, seconds: 0 };
        totals.set(providers, { requests: total.requests + figures.requests, seconds: total.seconds + figures.seconds });
        add({ case: title, ...figures });
      }
    }
    for (const [providers, { requests, seconds }] of totals) {
      add({
        case: `both networks, ${providers === 1 ? 'one provider' : 'two providers'} each`,
        requests,
        requestsMax: 6_000,
        seconds,
        secondsMax: 600,
      });
    }
    for (const network of ['ethereum', 'tron'] as const) {
      const title = `a block of ${network}`;
      if (!wanted(title)) continue;
      add({ case: title, ...(await compareSizes(small, large, network, Number(values.rounds))) });
    }
    for (const network of ['ethereum', 'tron'] as const) {
      const title = `detection on ${network}`;
      if (wanted(title)) add({ case: title, ...(await detect(large, network)) });
    }
    return cases;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A database in which so many addresses of each network are watched. */
async function openPlace(url: string, folder: string, addresses: number): Promise<Place> {
  await openPayers(url, addresses);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  for (const network of ['ethereum', 'tron']) {
    await pool.query(`insert into deposit_keys (network, fingerprint, next_index) values ($1, 'bench', $2)`, [network, addresses]);
    await pool.query(
      `insert into deposit_addresses (network, address, account_id, key_fingerprint, key_index, created_at)
       select $1, ${addressSql}, 'acct_' || lpad(index::text, 26, '0'), 'bench', index, now() from generate_series(0, $2::integer - 1) as index`,
      [network, addresses],
    );
  }
  await pool.query('vacuum (analyze) deposit_addresses');
  await pool.end();
  return { url, folder, addresses };
}

/** Those who pay have an account of the ledger; the others are only watched. */
async function openPayers(url: string, addresses: number): Promise<void> {
  const database = await openDatabase({ url });
  const ledger = new Ledger({ database, clock: systemClock });
  await database.transaction((tx) => publishDefaultOffers(tx, { nowMs: Date.now() }));
  const payers = new Set<number>();
  for (const { first, blocks } of Object.values(days)) {
    const every = Math.floor(blocks / depositsPerDay);
    for (let place = 1; place <= detectedBlocks; place += 1) payers.add((first + place) % addresses);
    for (let number = first + every; number <= first + blocks; number += every) payers.add(number % addresses);
  }
  await Promise.all([...payers].map((payer) => ledger.openAccount({ id: 'open', accountId: accountIdOf(payer) })));
  await ledger.close();
  await database.close();
}

async function catchUp(
  place: Place,
  network: Network,
  providers: number,
  blocks: number,
): Promise<{ requests: number; seconds: number } & Readonly<Record<string, number>>> {
  const { first } = days[network];
  const last = first + blocks;
  const nodes: Node[] = [];
  // What was credited once stays in the ledger, so the payments of each run are others.
  runs += 1;
  try {
    for (let index = 0; index < providers; index += 1) nodes.push(await openNode(network, first, last, place.addresses));
    await setCursor(place, network, first);
    const result = await follow({
      network,
      databaseUrl: place.url,
      urls: nodes.map(({ url }) => url),
      requestsPerSecond,
      until: last,
      keyFile: join(place.folder, 'key.pem'),
    });
    const counts = await Promise.all(nodes.map((node) => node.requests()));
    const expected = Math.floor(blocks / Math.floor(days[network].blocks / depositsPerDay));
    const deposits = await countDeposits(place, network);
    if (deposits !== expected) throw new Error(`${String(deposits)} deposits of ${String(expected)} were found on ${network}`);
    return {
      requests: counts.reduce((sum, count) => sum + count.requests, 0),
      seconds: Math.round(result.seconds),
      blocks,
      deposits,
      megabytes: Math.round(counts.reduce((sum, count) => sum + count.bytes, 0) / 1e6),
      memoryGrowthMiB: Math.round(result.memoryGrowthMiB),
      memoryMiB: Math.round(result.memoryMiB),
      nodeMicrosPerBlock: Math.round((result.nodeMs * 1000) / blocks),
      postgresMicrosPerBlock: Math.round((result.postgresMs * 1000) / blocks),
    };
  } finally {
    for (const node of nodes) node.stop();
  }
}

/** The same blocks with few and with many addresses, in turns. Medians of the processor time of a block. */
async function compareSizes(small: Place, large: Place, network: Network, rounds: number): Promise<Readonly<Record<string, number>>> {
  const figures = new Map(
    [small, large].map((place): [Place, { node: number[]; postgres: number[] }] => [place, { node: [], postgres: [] }]),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, { node, postgres }] of figures) {
      const { nodeMicrosPerBlock = 0, postgresMicrosPerBlock = 0 } = await catchUp(place, network, 2, 2_000);
      node.push(nodeMicrosPerBlock);
      postgres.push(postgresMicrosPerBlock);
    }
  }
  const of = (place: Place): { node: number[]; postgres: number[] } => figures.get(place) ?? { node: [], postgres: [] };
  const [few, many] = [of(small), of(large)];
  return {
    addresses: small.addresses,
    nodeMicros: median(few.node),
    postgresMicros: median(few.postgres),
    addressesMany: large.addresses,
    nodeMicrosMany: median(many.node),
    postgresMicrosMany: median(many.postgres),
    manyTimesFew: Math.round((100 * (median(many.node) + median(many.postgres))) / (median(few.node) + median(few.postgres))) / 100,
  };
}

/** A block each 600 ms, looked for as often in a block's time as on the main network; each block has a payment. */
async function detect(place: Place, network: Network): Promise<Readonly<Record<string, number>>> {
  const [blocks, everyMs] = [detectedBlocks, 600];
  const { first, pollsPerBlock } = days[network];
  runs += 1;
  const node = await openNode(network, first, first + blocks, place.addresses, everyMs);
  try {
    await setCursor(place, network, first);
    const pollMs = everyMs / pollsPerBlock;
    await follow(
      {
        network,
        databaseUrl: place.url,
        urls: [node.url],
        requestsPerSecond: 1_000,
        until: first + blocks,
        keyFile: join(place.folder, 'key.pem'),
        pollMs,
      },
      () => node.grow(),
    );
    const { rows } = await query<{ block_number: string; seen_at: Date }>(
      place,
      'select block_number, seen_at from observations where network = $1',
      [network],
    );
    const waits = rows.map(({ block_number: number, seen_at: seenAt }) => {
      const included = node.heads.find(({ head }) => head === Number(number))?.atMs ?? 0;
      return {
        ms: seenAt.getTime() - included,
        blocks: node.heads.filter(({ head, atMs }) => head > Number(number) && atMs <= seenAt.getTime()).length,
      };
    });
    if (waits.length !== blocks) throw new Error(`${String(waits.length)} payments of ${String(blocks)} were seen`);
    return {
      payments: waits.length,
      blocksLaterMost: Math.max(...waits.map((wait) => wait.blocks)),
      blockTimesMedian: Math.round((100 * median(waits.map(({ ms }) => ms))) / everyMs) / 100,
      blockTimesMost: Math.round((100 * Math.max(...waits.map(({ ms }) => ms))) / everyMs) / 100,
      requestsPerBlock: Math.round((10 * (await node.requests()).requests) / blocks) / 10,
    };
  } finally {
    node.stop();
  }
}

async function openNode(network: Network, first: number, last: number, addresses: number, everyMs = 0): Promise<Node> {
  // With a block at a time each of them has a payment; else so many a day.
  const depositEvery = everyMs > 0 ? 1 : Math.floor(days[network].blocks / depositsPerDay);
  const child = fork(join(import.meta.dirname, 'payments/replay-node.ts'), [
    network,
    ...[first, last, addresses, depositEvery, everyMs, runs].map(String),
  ]);
  const { port } = await message<{ port: number }>(child, 'port');
  const heads: { head: number; atMs: number }[] = [];
  child.on('message', (told: object) => {
    if ('head' in told) heads.push(told as (typeof heads)[number]); // The only message with this member.
  });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    heads,
    requests() {
      child.send('requests');
      return message(child, 'requests');
    },
    grow: () => void child.send('grow'),
    stop: () => void child.kill(),
  };
}

function message<Told extends object>(child: ChildProcess, member: string): Promise<Told> {
  return new Promise((resolve, reject) => {
    child.on('message', (told: object) => {
      if (member in told) resolve(told as Told); // Our own process sends it.
    });
    child.once('exit', () => reject(new Error('a process of the benchmark ended')));
  });
}

async function follow(order: FollowOrder, begun: () => void = () => undefined): Promise<FollowResult> {
  const child = fork(join(import.meta.dirname, 'payments/follow-process.ts'), [JSON.stringify(order)], {
    // As the server runs.
    execArgv: memoryFlags,
    env: { ...process.env, ...memoryEnvironment },
  });
  child.on('message', (told: object) => {
    if ('begun' in told) begun();
  });
  const result = await message<FollowResult>(child, 'seconds');
  if (result.status !== '') throw new Error(result.status);
  return result;
}

/** Begins at a block of the replayed chain, with nothing found yet. */
async function setCursor(place: Place, network: Network, number: number): Promise<void> {
  for (const table of ['observations', 'deposits', 'chain_blocks', 'chain_cursors'])
    await query(place, `delete from ${table} where network = $1`, [network]);
  await query(
    place,
    `insert into chain_cursors (network, block_number, block_hash, checked_number, updated_at) values ($1, $2, $3, $2, now())`,
    [network, number, hashOf(number)],
  );
  await query(place, 'insert into chain_blocks (network, number, hash, parent_hash) values ($1, $2, $3, $4)', [
    network,
    number,
    hashOf(number),
    hashOf(number - 1),
  ]);
}

async function countDeposits(place: Place, network: Network): Promise<number> {
  const { rows } = await query<{ count: string }>(place, 'select count(*) as count from deposits where network = $1', [network]);
  return Number(rows[0]?.count);
}

async function query<Row extends pg.QueryResultRow>(place: Place, text: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: place.url });
  await client.connect();
  try {
    return await client.query<Row>(text, [...values]);
  } finally {
    await client.end();
  }
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
}
