import { spawnSync } from 'node:child_process';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isRunning } from './processes.ts';

/** What the running PostgreSQL writes into `postmaster.pid` of its data folder. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** It takes connections. Before that it starts or recovers, after that it stops. */
  readonly ready: boolean;
}

/** Reads `postmaster.pid`; `undefined` when there is none or it is not written to the end yet. */
export async function readPostmasterFile(data: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(fileOf(data), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port, ready: lines[7] === 'ready' && port > 0 };
}

/**
 * Whether `pid` is a process of the server with this mark, and not a program that got the same number after ours had died. The mark is
 * part of the server's name, which stands in the command line of each of its processes, where anyone may read it: root in a container is
 * often not allowed to see more of another user's process.
 */
export async function isServer(mark: string, pid: number): Promise<boolean> {
  return (await commandLineOf(pid)).includes(mark);
}

/** All processes of the server with this mark; `isMain` is the one that the others come from. */
export async function serverProcesses(mark: string): Promise<readonly { readonly pid: number; readonly isMain: boolean }[]> {
  const pids = (await readdir('/proc').catch(allPids)).filter((name) => /^\d+$/u.test(name)).map(Number);
  const all = await Promise.all(pids.map(async (pid) => ({ pid, line: await commandLineOf(pid) })));
  // The main process keeps its options, in which the name of the server stands; the others show it as their title.
  return all.filter(({ line }) => line.includes(mark)).map(({ pid, line }) => ({ pid, isMain: line.includes(`cluster_name=${mark}`) }));
}

/**
 * Removes a `postmaster.pid` whose process is not a PostgreSQL of this folder, when another program has that number now: PostgreSQL
 * would respect it for as long as that program runs. If another start has put its own there meanwhile, that one is put back.
 */
export async function removeStaleFile(data: string, stale: PostmasterFile): Promise<void> {
  if (!isRunning(stale.pid)) return;
  const aside = `${fileOf(data)}.stale-${process.pid}`;
  try {
    await rename(fileOf(data), aside);
  } catch {
    return;
  }
  const moved = Number.parseInt(await readFile(aside, 'utf8'), 10);
  if (moved === stale.pid) await rm(aside);
  else await rename(aside, fileOf(data));
}

function fileOf(data: string): string {
  return path.join(data, 'postmaster.pid');
}

async function commandLineOf(pid: number): Promise<string> {
  if (os.platform() === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
  return spawnSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout;
}

/** For systems without /proc. */
function allPids(): string[] {
  return spawnSync('ps', ['-axo', 'pid='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => line.trim());
}
