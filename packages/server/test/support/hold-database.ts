import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const program = path.resolve(import.meta.dirname, 'database-process.ts');

/** A process that holds a data folder; see database-process.ts. */
export interface DatabaseProcess {
  readonly child: ChildProcess;
  /** Resolves with `true` when the database is open, and with `false` when the process has ended instead. */
  readonly opened: Promise<boolean>;
  readonly ended: Promise<void>;
  /** All that it has printed so far. */
  output(): string;
}

/** Starts one; `user` is who it runs as, for tests that run as root. */
export function holdDatabase(dataDir: string, user: { uid?: number; gid?: number } = {}): DatabaseProcess {
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'pipe'], ...user });
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const opened = new Promise<boolean>((resolve) => {
    const read = (text: Buffer): void => {
      output += text.toString();
      if (/^open$/mu.test(output)) resolve(true);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', () => resolve(false));
  });
  return { child, opened, ended, output: () => output };
}
