import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { holdDatabase } from '../../../test/support/hold-database.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { Problem, StartError } from '../../kernel/index.ts';
import { appendEvents, openDatabase, type Database } from '../index.ts';
import { findBinaries } from './binaries.ts';
import { openCluster, placeCluster } from './cluster.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { isRunning, signal } from './processes.ts';
import { startServer } from './server-process.ts';

const folder = await temporaryFolder();
const dataDir = path.join(folder, 'data');
const opened = new Set<Database>();
/** A start takes 0.2 s on a quiet machine. This only tells it from one that waits for something. */
const quickMs = 6_000;

afterEach(async () => {
  for (const database of opened) await database.close();
  opened.clear();
});

async function open(options: { exclusive?: boolean; lines?: string[]; dataDir?: string } = {}): Promise<Database> {
  const { exclusive = true, lines = [] } = options;
  const database = await openDatabase({ dataDir: options.dataDir ?? dataDir, exclusive, report: (line) => lines.push(line) });
  opened.add(database);
  return database;
}

async function tell(database: Database, topic: string): Promise<void> {
  await database.transaction((tx) => appendEvents(tx, [{ accountId: 'acct_1', topic, payload: {} }]));
}

async function topics(database: Database): Promise<readonly string[]> {
  const rows = await database.sql.selectFrom('outbox').select('topic').orderBy('id').execute();
  return rows.map((row) => row.topic);
}

async function postmaster(at = dataDir): Promise<number> {
  const file = await readPostmasterFile(path.join(at, 'postgres', 'data'));
  return file?.pid ?? 0;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  expect(String(error)).not.toContain('\n');
  return error instanceof Error ? error.message : '';
}

/** Waits until queries work again, and gives the codes of those that failed meanwhile. */
async function untilAvailable(database: Database): Promise<readonly (string | undefined)[]> {
  const codes: (string | undefined)[] = [];
  await vi.waitFor(
    async () => {
      try {
        await sql`select 1`.execute(database.sql);
      } catch (error) {
        codes.push(error instanceof Problem ? error.code : String(error));
        throw error;
      }
    },
    { timeout: 20_000, interval: 20 },
  );
  return codes;
}

/** The process of PostgreSQL that serves the session with the folder's lock. */
async function lockSession(database: Database): Promise<number | undefined> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_locks where locktype = 'advisory'`.execute(database.sql);
  return rows[0]?.pid;
}

/** A process that has let go of everything keeps its number for a moment longer. */
async function ended(pid: number): Promise<void> {
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
}

async function heldAgain(database: Database, before: number | undefined): Promise<void> {
  await vi.waitFor(async () => expect([before, undefined]).not.toContain(await lockSession(database)), { timeout: 30_000 });
}

describe('start and stop', () => {
  test('the first start makes the database and says so; the second is quick and finds the data', async () => {
    const lines: string[] = [];
    const first = await open({ lines });
    expect(lines[0]).toBe(`creating the database in ${dataDir}/postgres`);
    expect(lines.join('\n')).toMatch(/PostgreSQL 18\S* is ready[^]*applying migration 0001_outbox/u);
    await tell(first, 'first.start');
    const pid = await postmaster();
    await first.close();
    await ended(pid);

    const begin = performance.now();
    const second = await open();
    expect(performance.now() - begin).toBeLessThan(quickMs);
    expect(await topics(second)).toEqual(['first.start']);
  });

  test('every commit reaches the disk, and only this machine with the password gets in', async () => {
    const database = await open();
    const { rows } = await sql<Record<string, string>>`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
        current_setting('listen_addresses') as address, current_setting('unix_socket_directories') as sockets`.execute(database.sql);
    expect(rows).toEqual([{ fsync: 'on', commit: 'on', pages: 'on', address: '127.0.0.1', sockets: '' }]);
    expect(await readFile(path.join(dataDir, 'postgres', 'data', 'pg_hba.conf'), 'utf8').catch(() => 'scram-sha-256')).not.toMatch(
      /^host.*trust/mu,
    );
  });

  test('a deep folder works', async () => {
    const deep = path.join(folder, 'deep', 'a'.repeat(120), 'b'.repeat(60));
    await mkdir(deep, { recursive: true });
    expect(await topics(await open({ dataDir: deep }))).toEqual([]);
  });
});

describe('one Imprest per data folder', () => {
  test('a second one is refused with the number of the first, which does not notice', async () => {
    const other = holdDatabase(dataDir);
    expect(await other.opened).toBe(true);
    expect(await refusal(open())).toContain(`already running on the data folder ${dataDir} (process ${other.child.pid ?? 0} `);
    expect(await refusal(open())).toContain('IMPREST_DATA_DIR');
    other.child.kill('SIGTERM');
    await other.ended;
    expect(other.output()).toMatch(/closed\n$/u);
    expect(other.output()).not.toContain('started again');
  });

  test('a command that only looks works beside it, and leaves it running', async () => {
    const database = await open();
    const guest = await open({ exclusive: false });
    expect(await topics(guest)).toEqual(await topics(database));
    await guest.close();
    await tell(database, 'guest.left');
  });

  test('of four that start at once on an empty folder exactly one runs', async () => {
    const empty = path.join(folder, 'empty');
    const all = [1, 2, 3, 4].map(() => holdDatabase(empty));
    const running = await Promise.all(all.map((each) => each.opened));
    const losers = all.filter((_, index) => running[index] !== true);
    expect(losers).toHaveLength(3);
    for (const loser of losers) expect(loser.output()).toContain('already running');
    const winner = all.find((_, index) => running[index]);
    winner?.child.kill('SIGTERM');
    await winner?.ended;
    expect(winner?.output()).toContain('closed');
    expect(await topics(await open({ dataDir: empty }))).toEqual([]);
  });
});

describe('after kill -9', () => {
  test('of Imprest, the next start takes over at once and finds what was committed', async () => {
    const other = holdDatabase(dataDir);
    expect(await other.opened).toBe(true);
    const server = await postmaster();
    other.child.kill('SIGKILL');
    await other.ended;
    expect(isRunning(server)).toBe(true);

    const lines: string[] = [];
    const begin = performance.now();
    const database = await open({ lines });
    expect(performance.now() - begin).toBeLessThan(quickMs);
    expect(lines.join('\n')).toContain('which an earlier run left behind');
    expect(await postmaster()).toBe(server);
    await tell(database, 'taken.over');
    await database.close();
    expect(await postmaster()).toBe(0);
  });

  test('of both, the next start recovers', async () => {
    const other = holdDatabase(dataDir);
    expect(await other.opened).toBe(true);
    signal(await postmaster(), 'SIGKILL');
    other.child.kill('SIGKILL');
    await other.ended;
    expect(await topics(await open())).toContain('taken.over');
  });

  test('of an Imprest of another version, its PostgreSQL is replaced', async () => {
    const place = await placeCluster(dataDir, () => undefined);
    const binaries = await findBinaries(place.user, () => undefined);
    const cluster = await openCluster(place, binaries, () => undefined);
    expect(await startServer(cluster, { ...binaries, version: '18.0.0' }, 100)).toEqual({ kind: 'ready' });
    const before = await postmaster();
    const lines: string[] = [];
    const database = await open({ lines });
    expect(lines.join('\n')).toContain('stopping the PostgreSQL that an earlier version left running');
    expect(await postmaster()).not.toBe(before);
    await ended(before);
    expect(await topics(database)).toContain('taken.over');
  });

  test('of one session of PostgreSQL, which ends all others, the work goes on', async () => {
    const database = await open();
    const server = await postmaster();
    const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity where backend_type = 'walwriter'`.execute(database.sql);
    const before = await lockSession(database);
    signal(rows[0]?.pid ?? 0, 'SIGKILL');
    await heldAgain(database, before);
    await tell(database, 'came.back');
    expect(await postmaster()).toBe(server);
  });

  test('of PostgreSQL, it is started again, the folder stays ours, and requests meanwhile are told to come back', async () => {
    const lines: string[] = [];
    const database = await open({ lines });
    for (let round = 1; round <= 3; round += 1) {
      const before = await postmaster();
      const running = sql`select pg_sleep(30)`.execute(database.sql).catch((error: unknown) => error);
      signal(before, 'SIGKILL');
      const codes = await untilAvailable(database);
      expect(codes.filter((code) => code !== 'database_unavailable')).toEqual([]);
      expect(await running).toMatchObject({ code: 'database_unavailable', definition: { status: 503, retry: 'same_key' } });
      expect(await postmaster()).not.toBe(before);
      await tell(database, 'came.back');
    }
    expect(lines.filter((line) => line.includes('started again'))).toHaveLength(3);
    expect(await refusal(open())).toContain(`process ${process.pid} `);
  });

  test('of PostgreSQL while a process of it hangs and holds its memory, it is started again too', async () => {
    const database = await open();
    const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity where backend_type = 'checkpointer'`.execute(database.sql);
    signal(rows[0]?.pid ?? 0, 'SIGSTOP');
    const before = await postmaster();
    signal(before, 'SIGKILL');
    await vi.waitFor(async () => expect([0, before]).not.toContain(await postmaster()), { timeout: 10_000 });
    await untilAvailable(database);
    await tell(database, 'came.back');
  });

  test('of the connection that holds the lock, the lock is taken again', async () => {
    const database = await open();
    const server = await postmaster();
    const before = await lockSession(database);
    await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`.execute(database.sql);
    await heldAgain(database, before);
    expect(await refusal(open())).toContain('already running');
    expect(await postmaster()).toBe(server);
  });
});

describe('a postmaster.pid of a server that is gone', () => {
  test('does not stop the start when another program has its number now', async () => {
    const { uid, gid } = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : { uid: undefined, gid: undefined };
    const stranger = spawn('sleep', ['60'], { ...(uid === undefined ? {} : { uid, gid }), stdio: 'ignore' });
    await once(stranger, 'spawn');
    const file = path.join(dataDir, 'postgres', 'data', 'postmaster.pid');
    await writeFile(file, [stranger.pid, dataDir, 1_700_000_000, 5432, '', '127.0.0.1', '', 'ready   ', ''].join('\n'));
    try {
      const database = await open();
      await tell(database, 'not.confused');
      await database.close();
      expect(isRunning(stranger.pid ?? 0)).toBe(true);
    } finally {
      stranger.kill();
    }
  });
});
