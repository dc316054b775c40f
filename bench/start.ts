/**
 * How long the server takes to be ready, what it keeps in memory, and how long its event loop is blocked while it
 * makes pictures. Limits: second start 6 s, idle 250 MB, blocked 50 ms.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Imprest } from '@imprest/sdk';
import { memoryEnvironment, memoryFlags } from '../packages/server/bin/memory.js';
import type { BenchCase } from './main.ts';

const root = resolve(import.meta.dirname, '..');
const probe = resolve(import.meta.dirname, 'event-loop-probe.ts');
const program = resolve(root, 'packages/server/bin/imprest.js');
const generations = 100;
/** Long enough after the last work for idle workers to end and the collector to run. */
const settleMs = 20_000;

interface Reading {
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  readonly blockedMaxMs: number;
  readonly blockedP99Ms: number;
}

interface Server {
  readonly process: ChildProcess;
  readonly baseUrl: string;
  readonly readyMs: number;
}

async function startServer(data: string): Promise<Server> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [...memoryFlags, '--import', probe, program, 'start', '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // Given here, because the program would begin anew for them and lose the channel of the probe.
    env: { ...process.env, ...memoryEnvironment },
  });
  const baseUrl = await new Promise<string>((done, failed) => {
    let output = '';
    child.stdout?.on('data', (text: Buffer) => {
      output += text.toString();
      const ready = /ready at (http:\/\/\S+)/u.exec(output)?.[1];
      if (ready !== undefined) done(ready);
    });
    child.once('exit', (code) => failed(new Error(`the server ended with ${String(code)}:\n${output}`)));
  });
  return { process: child, baseUrl, readyMs: performance.now() - startedMs };
}

async function read(server: Server): Promise<Reading> {
  // The probe in that process sends nothing else.
  const answer = new Promise<Reading>((done) => server.process.once('message', (message) => done(message as Reading)));
  server.process.send('read');
  return answer;
}

async function stop(server: Server): Promise<void> {
  const ended = new Promise((done) => server.process.once('exit', done));
  server.process.kill('SIGTERM');
  await ended;
}

async function signIn(baseUrl: string): Promise<Imprest> {
  const client = new Imprest({ baseUrl });
  const { demo } = await client.sandbox.get();
  const person = demo.find((each) => each.role === 'customer');
  if (person === undefined) throw new Error('not a sandbox');
  await client.auth.signIn({ email: person.email, password: person.password });
  return client;
}

async function buyCredits(client: Imprest): Promise<void> {
  const packs = await client.packs.list();
  const largest = packs.data.toSorted((one, other) => Number(other.credits) - Number(one.credits))[0];
  if (largest === undefined) throw new Error('no pack is on sale');
  const invoice = await client.invoices.create({ packId: largest.id, network: 'ethereum' });
  await client.invoices.pay(invoice.id, {});
  await client.invoices.waitUntilPaid(invoice.id);
}

async function makePictures(client: Imprest, count: number): Promise<number> {
  const startedMs = performance.now();
  for (let made = 0; made < count; made += 10) {
    const batch = Array.from({ length: Math.min(10, count - made) }, (_, index) =>
      client.generations.create({
        operation: 'generate',
        prompt: `harbour at dawn ${String(made + index)}`,
        model: 'standard',
        width: 512,
        height: 512,
        steps: 20,
        images: 1,
      }),
    );
    for (const generation of await Promise.all(batch)) await client.generations.waitUntilFinished(generation.id);
  }
  return performance.now() - startedMs;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;
const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Runs the benchmark in a folder of its own. */
export async function benchStart(): Promise<readonly BenchCase[]> {
  const data = await mkdtemp(join(tmpdir(), 'imprest-bench-'));
  try {
    const first = await startServer(data);
    await stop(first);
    const second = await startServer(data);
    await delay(settleMs);
    const idle = await read(second);
    const client = await signIn(second.baseUrl);
    await buyCredits(client);
    await makePictures(client, 5);
    await delay(settleMs);
    const warm = await read(second);
    const madeInMs = await makePictures(client, generations);
    const busy = await read(second);
    await delay(settleMs);
    const after = await read(second);
    await stop(second);
    return [
      { case: 'first start', readyMs: Math.round(first.readyMs) },
      { case: 'second start', readyMs: Math.round(second.readyMs), limitMs: 6000 },
      { case: 'idle', rssMegabytes: megabytes(idle.rssBytes), heapMegabytes: megabytes(idle.heapUsedBytes), limitMegabytes: 250 },
      { case: 'idle after five pictures', rssMegabytes: megabytes(warm.rssBytes), heapMegabytes: megabytes(warm.heapUsedBytes) },
      {
        case: `${String(generations)} generations`,
        totalMs: Math.round(madeInMs),
        blockedMaxMs: tenths(busy.blockedMaxMs),
        blockedP99Ms: tenths(busy.blockedP99Ms),
        blockedLimitMs: 50,
        rssMegabytes: megabytes(busy.rssBytes),
      },
      { case: 'idle after them', rssMegabytes: megabytes(after.rssBytes), heapMegabytes: megabytes(after.heapUsedBytes) },
    ];
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
