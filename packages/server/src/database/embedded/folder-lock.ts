import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { isRunning } from './processes.ts';

/**
 * Which Imprest has a data folder is decided by a session lock in its PostgreSQL: only one server can own the folder, only one session can
 * own the lock, and both end with their process, so that nothing stale can be left behind.
 */
const lockKey = [0x49_4d_50, 1] as const;

/** A killed process is gone from PostgreSQL within milliseconds; a live one does not let go. */
const patienceMs = 3_000;
const pollMs = 50;

/** Who has the lock: a process of this machine or, over a shared disk, of another. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
}

export type LockOutcome = { readonly held: true } | { readonly held: false; readonly holder: Holder };

/** Somebody has the lock who is not an Imprest, such as a person who looks at the database by hand. */
const nobody: Holder = { pid: 0, host: 'an unknown program' };

/** How a session of ours names itself, so that the other can be named. */
export function applicationName(): string {
  // PostgreSQL keeps 63 bytes.
  return `imprest ${process.pid} ${os.hostname()}`.slice(0, 63);
}

/** Tries to take the lock in the session of `client`. Waits a little for a holder that has just died. */
export async function takeFolderLock(client: pg.Client): Promise<LockOutcome> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(pollMs)) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [...lockKey]);
    if (rows[0]?.held === true) return { held: true };
    const holder = await findHolder(client);
    if ((holder !== undefined && !isGone(holder)) || Date.now() > deadline) return { held: false, holder: holder ?? nobody };
  }
}

async function findHolder(client: pg.Client): Promise<Holder | undefined> {
  const { rows } = await client.query<{ application_name: string }>(
    `select application_name from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and classid = $1 and objid = $2 and objsubid = 2 and granted`,
    [...lockKey],
  );
  const [, pid, host] = /^imprest (\d+) (.*)$/u.exec(rows[0]?.application_name ?? '') ?? [];
  return pid === undefined || host === undefined ? undefined : { pid: Number(pid), host };
}

function isGone(holder: Holder): boolean {
  return applicationName().endsWith(` ${holder.host}`) && !isRunning(holder.pid);
}
