import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert, StartError } from '../../kernel/index.ts';
import type { Binaries } from './binaries.ts';
import { serverEnvironment, type Cluster } from './cluster.ts';
import { isServer, readPostmasterFile, serverProcesses } from './postmaster-file.ts';
import { signal } from './processes.ts';
import { identity } from './server-user.ts';
import { explainFileFailure, explainServerFailure } from './start-failures.ts';

const logBytesMax = 8 * 2 ** 20;
const pollMs = 20;
/** PostgreSQL tells whether it takes connections in its file; recovery of a large journal may take this long. */
const startTimeoutMs = 120_000;
const stopTimeoutMs = 20_000;

/** A quarter of the memory, as PostgreSQL's manual advises; it is taken as it is filled. With less, each spend among many accounts reads anew. */
function cacheMiB(): number {
  const limit = process.constrainedMemory();
  const bytes = limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
  return Math.min(Math.max(128, Math.floor(bytes / 4 / 2 ** 20)), 4096);
}

/** The settings of the server but for its port. */
function serverSettings(connections: number): Readonly<Record<string, string>> {
  return {
    listen_addresses: '127.0.0.1',
    // No socket file: the path of one must not be longer than 107 bytes, and a data folder may lie deeper.
    unix_socket_directories: '',
    max_connections: String(connections),
    shared_buffers: `${String(cacheMiB())}MB`,
    max_wal_size: '2GB',
    // Everything fits the cache or is read rarely; the I/O workers would be three more processes.
    io_method: 'sync',
    // After a crash: one call for the whole disk instead of one for each file, which takes seconds.
    ...(os.platform() === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    jit: 'off',
    timezone: 'UTC',
    // Refused statements are answered to whoever asked; the log is for what happens to the server.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
  };
}

/**
 * The name that the server gets: whose it is, and which programs and settings it runs with, so that a server of an earlier run that
 * differs in them is replaced and not taken over.
 */
export function serverName(cluster: Cluster, binaries: Binaries, connections: number): string {
  const content = JSON.stringify([binaries.version, serverSettings(connections)]);
  return `${cluster.mark}-${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}

export type StartOutcome =
  | { readonly kind: 'ready' }
  /** Another start has the folder, or will have it in a moment. */
  | { readonly kind: 'occupied' }
  /** Processes of a killed server still hold its memory. */
  | { readonly kind: 'remains' };

/** Starts PostgreSQL and waits until it takes connections. Throws a StartError when it cannot start at all. */
export async function startServer(cluster: Cluster, binaries: Binaries, connections: number): Promise<StartOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const settings = {
      ...serverSettings(connections),
      cluster_name: serverName(cluster, binaries, connections),
      port: String(await freePort()),
    };
    const output = await runUntilReady(cluster, binaries, settings);
    if (output === undefined) return { kind: 'ready' };
    if (/pre-existing shared memory block/u.test(output)) return { kind: 'remains' };
    if (/lock file .* (?:already exists|is empty)/u.test(output)) return { kind: 'occupied' };
    // Somebody took the port between our asking and its binding.
    if (/could not bind|could not create any TCP\/IP sockets/u.test(output) && attempt < 5) continue;
    throw explainServerFailure('PostgreSQL', output, cluster.folder);
  }
}

/** Gives `undefined` when the server is ready, and what it wrote when it ended instead. */
async function runUntilReady(
  cluster: Cluster,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const log = await openLog(cluster.log);
  const begin = (await log.stat()).size;
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    const child = spawn(binaries.postgres, ['-D', cluster.data, ...options], {
      ...identity(cluster.user),
      cwd: '/',
      env: serverEnvironment,
      stdio: ['ignore', log.fd, log.fd],
      // A session of its own: Ctrl+C in the terminal is for Imprest, which stops PostgreSQL after its own work.
      detached: true,
    });
    let ended: string | undefined;
    child.once('error', (error) => (ended = String(error)));
    child.once('exit', () => (ended ??= ''));
    child.unref();
    for (const deadline = Date.now() + startTimeoutMs; Date.now() < deadline; await sleep(pollMs)) {
      const file = await readPostmasterFile(cluster.data);
      if (file?.ready === true && file.pid === child.pid) return undefined;
      if (ended !== undefined) return ended + (await readFile(cluster.log)).subarray(begin).toString();
    }
    throw new StartError(`PostgreSQL is not ready after ${startTimeoutMs / 1000} s: read why in ${cluster.log}.`);
  } finally {
    await log.close();
  }
}

/** Opens the log to append to it, emptied first when it has grown large. */
async function openLog(file: string): Promise<FileHandle> {
  try {
    const log = await open(file, 'a', 0o600);
    if ((await log.stat()).size > logBytesMax) await log.truncate();
    return log;
  } catch (error) {
    throw explainFileFailure(error, file);
  }
}

/**
 * Stops PostgreSQL cleanly: sessions are ended, everything is written. A server that does not follow in time, or is known to be still
 * recovering (PostgreSQL 18 then waits for ever), is stopped at once, which its journal makes up for.
 */
export async function stopServer(cluster: Cluster, recovering = false): Promise<void> {
  const file = await readPostmasterFile(cluster.data);
  if (file === undefined || !(await isServer(cluster.mark, file.pid))) return;
  for (const name of [recovering ? 'SIGQUIT' : 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signal(file.pid, name);
    for (const deadline = Date.now() + stopTimeoutMs; Date.now() < deadline; await sleep(pollMs)) {
      if (!(await isServer(cluster.mark, file.pid))) return;
    }
  }
}

/**
 * Ends what a killed server left running: it can commit nothing any more, and the next server cannot start beside it. A server that
 * lives, even without its file, is left alone; PostgreSQL itself stops one that has lost its file.
 */
export async function endRemains(cluster: Cluster): Promise<void> {
  const processes = await serverProcesses(cluster.mark);
  if (processes.some((each) => each.isMain)) return;
  for (const { pid } of processes) signal(pid, 'SIGKILL');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'a listening TCP server has an address');
  const closed = once(server, 'close');
  server.close();
  await closed;
  return address.port;
}
