/** The processor time of both sides of a ledger: what a figure costs on a machine that has other work, too. */
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

/** Linux counts in hundredths of a second, whatever its kernel does inside. */
const tickMs = 10;

/** Milliseconds of processor time so far. */
export interface CpuTime {
  readonly nodeMs: number;
  /** Of all processes of the server; 0 where the system does not say. */
  readonly postgresMs: number;
}

/** Gives a function that tells the time so far, of this process and of the PostgreSQL behind `pool`, which must run on this machine. */
export async function cpuClock(pool: pg.Pool): Promise<() => CpuTime> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const server = statOf(String(rows[0]?.pid))?.parent;
  return () => {
    const { user, system } = process.cpuUsage();
    return { nodeMs: (user + system) / 1000, postgresMs: server === undefined ? 0 : familyMs(server) };
  };
}

function familyMs(server: string): number {
  for (;;) {
    const own = statOf(server);
    if (own === undefined) return 0;
    // It has the time of those of its processes that have ended.
    let sum = own.cpuMs + own.endedMs;
    for (const pid of readdirSync('/proc')) {
      const stat = /^\d+$/u.test(pid) ? statOf(pid) : undefined;
      if (stat?.parent === server) sum += stat.cpuMs;
    }
    // One that ended meanwhile was counted twice or not at all.
    if (statOf(server)?.endedMs === own.endedMs) return sum;
  }
}

interface Stat {
  readonly parent: string;
  readonly cpuMs: number;
  /** Of its children that have ended. */
  readonly endedMs: number;
}

function statOf(pid: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in brackets and may contain anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = (first: number): number => (Number(fields[first]) + Number(fields[first + 1])) * tickMs;
    return { parent: fields[1] ?? '', cpuMs: ticks(11), endedMs: ticks(13) };
  } catch {
    return undefined;
  }
}
