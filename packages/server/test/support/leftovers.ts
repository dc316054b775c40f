import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isRunning, signal } from '../../src/database/embedded/processes.ts';

const prefix = 'imprest-test-';
const ofProcess = new RegExp(String.raw`^${prefix}(\d+)-`, 'u');

/** Gentle first: a server that is asked to end takes its PostgreSQL along, and a PostgreSQL waits for nobody then. */
const steps = [
  { name: 'SIGINT', waitMs: 5_000 },
  { name: 'SIGKILL', waitMs: 2_000 },
] as const;

/** Makes an empty folder that everyone may enter, as a PostgreSQL started by root must. Its name tells whose it is, for `removeLeftovers`. */
export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `${prefix}${String(process.pid)}-`));
  await chmod(folder, 0o755);
  return folder;
}

/**
 * Ends what test processes that were killed have left running, such as local chains and servers with their PostgreSQL, and removes their
 * folders. A process is known by its command line, which names the folder.
 */
export async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const pid = Number(ofProcess.exec(name)?.[1]);
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    const folder = path.join(os.tmpdir(), name);
    for (const step of steps) {
      const left = await processesOf(folder);
      if (left.length === 0) break;
      for (const each of left) signal(each, step.name);
      for (const deadlineMs = Date.now() + step.waitMs; Date.now() < deadlineMs && left.some(isRunning);) await delay(20);
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function processesOf(folder: string): Promise<number[]> {
  const lines = os.platform() === 'linux' ? await linesOfProc() : await linesOfPs();
  return lines.flatMap(({ pid, line }) => (pid !== process.pid && line.includes(folder) ? [pid] : []));
}

async function linesOfProc(): Promise<readonly { readonly pid: number; readonly line: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  return Promise.all(pids.map(async (pid) => ({ pid, line: await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '') })));
}

async function linesOfPs(): Promise<readonly { readonly pid: number; readonly line: string }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axwwo', 'pid=,command=']);
  return stdout.split('\n').map((line) => ({ pid: Number.parseInt(line, 10), line }));
}
