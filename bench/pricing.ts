/**
 * What a price costs to reckon: in this process, for books of several kinds, and over HTTP beside the bare framework with an empty handler.
 * Limits: 5 µs for the default book, and half of the bare framework's throughput. The processor time of a request is told beside it, because
 * on a busy machine the throughput is that of the machine.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePriceBook, priceBookLibrary, quote, type PriceRequest } from '../packages/server/src/pricing/index.ts';
import { startPostgres } from './ledger-arena.ts';
import type { BenchCase } from './main.ts';
import type { ServerUsage } from './server-usage.ts';
import type { ServerReady } from './quote-server.ts';
import { requestBytes, requestsPerSecond } from './request-load.ts';

const picture = { operation: 'generate', model: 'realistic', width: 768, height: 512, steps: 33, images: 3, negativePrompt: true };
const books: readonly (readonly [name: string, request: PriceRequest])[] = [
  ['imprest-default', picture],
  ['flat-per-image', picture],
  ['dall-e-usd', { ...picture, model: 'dall-e-3', quality: 'hd', width: 1792, height: 1024 }],
  ['krita-interstice', { ...picture, model: 'sdxl' }],
  ['congestion', { ...picture, queueRatio: 1.37 }],
];
/** What is asked for over HTTP: pictures of a hundred sizes and numbers of steps, one after the other. */
const asked = Array.from({ length: 100 }, (_, index) => ({
  ...picture,
  width: 256 + 64 * (index % 20),
  steps: 20 + Math.floor(index / 20),
}));
const quotesPerRound = 20_000;
const connections = 64;

/** Runs the benchmark. Flags: `--rounds`, `--round-ms` and `--only TEXT`. */
export async function benchPricing(args: readonly string[]): Promise<readonly BenchCase[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '7' },
      'round-ms': { type: 'string', default: '1500' },
    },
  });
  const isWanted = (name: string): boolean => name.includes(values.only);
  const inProcess = books.filter(([name]) => isWanted(`quote by ${name}`)).map((book) => benchQuote(book, Number(values.rounds)));
  const overHttp = isWanted('POST /v1/quotes') ? [await benchHttp(Number(values.rounds), Number(values['round-ms']))] : [];
  return [...inProcess, ...overHttp];
}

function benchQuote([name, request]: readonly [name: string, request: PriceRequest], rounds: number): BenchCase {
  const book = parsePriceBook(priceBookLibrary[name]);
  const micros: number[] = [];
  // Round 0 warms up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const beganMs = performance.now();
    for (let index = 0; index < quotesPerRound; index += 1) quote(book, request);
    if (round > 0) micros.push(((performance.now() - beganMs) * 1000) / quotesPerRound);
  }
  const figures = { case: `quote by ${name}`, microsPerQuote: hundredths(median(micros)) };
  return name === 'imprest-default' ? { ...figures, limitMicros: 5 } : figures;
}

async function benchHttp(rounds: number, durationMs: number): Promise<BenchCase> {
  const folder = await mkdtemp(join(tmpdir(), 'imprest-bench-pricing-'));
  const postgres = await startPostgres();
  const processes: ChildProcess[] = [];
  const start = async (...arguments_: string[]): Promise<Server> => {
    const child = fork(join(import.meta.dirname, 'quote-server.ts'), arguments_, { execArgv: [] });
    processes.push(child);
    return new Promise((resolve, reject) => {
      // The child sends nothing else.
      child.once('message', (message) => resolve({ ...(message as ServerReady), child }));
      child.once('exit', () => reject(new Error('a server of the benchmark ended')));
    });
  };
  try {
    const servers = { bare: await start('bare'), imprest: await start(await postgres.urlOf('quotes'), folder) };
    const perSecond: { readonly bare: number[]; readonly imprest: number[] } = { bare: [], imprest: [] };
    const cpuMicros: { readonly bare: number[]; readonly imprest: number[] } = { bare: [], imprest: [] };
    // Round 0 warms up and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      for (const name of round % 2 === 0 ? (['bare', 'imprest'] as const) : (['imprest', 'bare'] as const)) {
        const status = name === 'bare' ? 200 : 201;
        const { child, port, apiKey } = servers[name];
        const before = await usageOf(child);
        const requests = asked.map((each) => requestBytes({ path: '/v1/quotes', apiKey, body: JSON.stringify(each) }));
        let turn = 0;
        const ask = (): Buffer => requests[turn++ % requests.length] ?? Buffer.alloc(0);
        const result = await requestsPerSecond({ ports: [port], ask, status, connections, durationMs });
        if (round === 0) continue;
        perSecond[name].push(result);
        cpuMicros[name].push(((await usageOf(child)) - before) / ((result * durationMs) / 1000));
      }
    }
    const [bare, imprest] = [median(perSecond.bare), median(perSecond.imprest)];
    return {
      case: 'POST /v1/quotes',
      connections,
      perSecond: Math.round(imprest),
      bareFrameworkPerSecond: Math.round(bare),
      cpuMicrosPerRequest: hundredths(median(cpuMicros.imprest)),
      bareFrameworkCpuMicrosPerRequest: hundredths(median(cpuMicros.bare)),
      ratio: hundredths(imprest / bare),
      limitRatio: 0.5,
    };
  } finally {
    for (const each of processes) await end(each);
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Server extends ServerReady {
  readonly child: ChildProcess;
}

/** The processor time of a server so far, in microseconds. */
async function usageOf(child: ChildProcess): Promise<number> {
  const answer = new Promise<ServerUsage>((resolve) => {
    // The child sends nothing else by now.
    child.once('message', (message) => resolve(message as ServerUsage));
  });
  child.send('usage');
  return (await answer).cpuMicros;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
