import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { StartError } from '../../kernel/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { NodeClient, readQuantity } from '../json-rpc/index.ts';
import { findAnvil } from './anvil-binary.ts';
import { replaceFile } from './replace-file.ts';

/** `finalized` lies two epochs behind the newest block. */
const slotsInAnEpoch = 3;
export const blocksUntilFinalized = 2 * slotsInAnEpoch;

const startTimeoutMs = 15_000;
const stopTimeoutMs = 5_000;
const takenPortMs = 100;
const triesMax = 3;

/** What is written down about the running process, for whoever starts next. */
interface ProcessNote {
  readonly pid: number;
  readonly port: number;
}

/**
 * The anvil process of one folder. It is detached from the server on purpose: when the server is killed, the chain lives on
 * and the next start takes it over, so nothing that was mined is lost. When anvil itself dies it is started again from the last
 * snapshot in the folder.
 */
export class AnvilProcess {
  private readonly folder: string;
  private readonly chainId: number;
  private readonly noteFile: string;
  private readonly snapshotFile: string;
  private note: ProcessNote | undefined;

  constructor(folder: string, chainId: number) {
    this.folder = folder;
    this.chainId = chainId;
    this.noteFile = join(folder, 'anvil.json');
    this.snapshotFile = join(folder, 'chain-state.json.gz');
  }

  get url(): string {
    if (this.note === undefined) throw new ChainTrouble('The local test chain is not running.');
    return `http://127.0.0.1:${this.note.port}`;
  }

  /** Takes over the process of an earlier run, or starts one. Gives whether it was started, from a snapshot that may be older. */
  async ensure(): Promise<'adopted' | 'started'> {
    const earlier = this.note ?? (await this.readNote());
    if (earlier !== undefined && (await this.isOurs(earlier.pid))) {
      if (await answers(earlier.port, this.chainId)) {
        this.note = earlier;
        return 'adopted';
      }
      await end(earlier.pid);
    }
    // The port may be taken by somebody else between its choice and its use; the next try takes another one.
    for (let tries = 1; !(await this.spawn(tries === 1 ? earlier?.port : undefined)); tries += 1) {
      if (tries === triesMax) throw new ChainTrouble(`The local test chain does not start. Its log is ${join(this.folder, 'anvil.log')}.`);
    }
    return 'started';
  }

  /** Whether the process still exists. */
  async isAlive(): Promise<boolean> {
    return this.note !== undefined && this.isOurs(this.note.pid);
  }

  async saveSnapshot(state: Uint8Array): Promise<void> {
    await replaceFile(this.snapshotFile, state);
  }

  async stop(): Promise<void> {
    if (this.note !== undefined && (await this.isOurs(this.note.pid))) await end(this.note.pid);
    await rm(this.noteFile, { force: true });
  }

  /** Gives whether the process runs and answers; `false` when it has ended by itself. */
  private async spawn(wantedPort: number | undefined): Promise<boolean> {
    const snapshot = await this.unpackSnapshot();
    const port = await freePort(wantedPort);
    const log = openSync(join(this.folder, 'anvil.log'), 'w', 0o600);
    const child = spawn(findAnvil(), this.argumentsFor(port, snapshot), { detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    const hasEnded = new Promise<true>((done) => {
      child.once('error', () => done(true));
      child.once('exit', () => done(true));
    });
    if (child.pid !== undefined) {
      this.note = { pid: child.pid, port };
      // At once and synchronously: a server killed right here must still leave a trace of what it started.
      writeFileSync(this.noteFile, JSON.stringify(this.note), { mode: 0o600 });
    }
    child.unref();
    if (await Promise.race([hasEnded, answersInTime(port, this.chainId)])) {
      if (snapshot !== undefined && (await readFile(join(this.folder, 'anvil.log'), 'utf8')).includes('--load-state'))
        await this.setSnapshotAside();
      return false;
    }
    return true;
  }

  private argumentsFor(port: number, snapshot: string | undefined): string[] {
    const options = {
      host: '127.0.0.1',
      port,
      'chain-id': this.chainId,
      accounts: 1,
      'slots-in-an-epoch': slotsInAnEpoch,
      // Only the newest states are kept in memory; blocks and logs all stay readable.
      'prune-history': 64,
      // Marks the process as that of this folder, for `isOurs`.
      'cache-path': this.folder,
      ...(snapshot === undefined ? {} : { 'load-state': snapshot }),
    };
    return ['--quiet', '--no-cors', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])];
  }

  private async readNote(): Promise<ProcessNote | undefined> {
    try {
      // Written by `spawn`; both members are checked.
      const { pid, port } = JSON.parse(await readFile(this.noteFile, 'utf8')) as Partial<ProcessNote>;
      return typeof pid === 'number' && typeof port === 'number' ? { pid, port } : undefined;
    } catch {
      // Missing, or cut off by a crash: then there is nothing to take over.
      return undefined;
    }
  }

  /** Whether this process exists and is the anvil of this folder, and not another one that got its number. */
  private async isOurs(pid: number): Promise<boolean> {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    const line = await commandLine(pid);
    return line.includes('anvil') && line.includes(this.folder);
  }

  private async unpackSnapshot(): Promise<string | undefined> {
    const target = join(this.folder, 'chain-state.json');
    try {
      await stat(this.snapshotFile);
    } catch {
      return undefined;
    }
    try {
      const state = await promisify(gunzip)(await readFile(this.snapshotFile));
      await writeFile(target, state, { mode: 0o600 });
      return target;
    } catch {
      await this.setSnapshotAside();
      return undefined;
    }
  }

  /** A snapshot that cannot be read must not stop the sandbox for ever; it is kept for a look at it. */
  private async setSnapshotAside(): Promise<void> {
    await rename(this.snapshotFile, `${this.snapshotFile}.unreadable`);
  }
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
  }
  if (process.platform === 'win32') return '';
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout;
}

async function answers(port: number, chainId: number): Promise<boolean> {
  try {
    const id = await new NodeClient({ url: `http://127.0.0.1:${port}`, network: 'local test', timeoutMs: 2_000 }).ask('eth_chainId');
    return readQuantity(id, 'chain id') === chainId;
  } catch {
    return false;
  }
}

/** Resolves with `false`, for "has not ended", when the process answers; with `true` when it takes too long. */
async function answersInTime(port: number, chainId: number): Promise<boolean> {
  for (const deadlineMs = Date.now() + startTimeoutMs; Date.now() < deadlineMs; await delay(25)) {
    if (await answers(port, chainId)) {
      // Should another process answer here, ours ends now because its port is taken.
      await delay(takenPortMs);
      return false;
    }
  }
  return true;
}

async function end(pid: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const deadlineMs = Date.now() + stopTimeoutMs; Date.now() < deadlineMs;) {
      try {
        process.kill(pid, signal);
      } catch {
        return;
      }
      await delay(20);
    }
  }
  throw new StartError(`The process ${pid} of the local test chain does not end: end it by hand.`);
}

/** The wanted port if nobody has it, so that a wallet which was pointed at it still finds the chain; otherwise any free one. */
async function freePort(wanted: number | undefined): Promise<number> {
  for (const port of [wanted ?? 0, 0]) {
    const found = await tryPort(port);
    if (found !== undefined) return found;
  }
  throw new ChainTrouble('No free port was found for the local test chain.');
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
