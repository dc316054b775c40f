/**
 * One process beside two on one database: what is won or lost when they compete for the same accounts.
 * First servers, which are asked over HTTP, then programs that have the ledger in themselves and do nothing else. One PostgreSQL, one run,
 * interleaved rounds, medians.
 */
import { parseArgs } from 'node:util';
import { startPostgres } from './ledger-arena.ts';
import type { BenchCase } from './main.ts';
import { benchLibrary } from './processes/library.ts';
import { benchServers } from './processes/servers.ts';

/** Runs the benchmark. Flags: `--divided`, `--rounds`, `--round-ms` and `--only TEXT`. */
export async function benchProcesses(args: readonly string[]): Promise<readonly BenchCase[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      divided: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
      'round-ms': { type: 'string', default: '1000' },
    },
  });
  const rounds = { rounds: Number(values.rounds), durationMs: Number(values['round-ms']), only: values.only, divided: values.divided };
  const postgres = await startPostgres();
  try {
    const servers = await benchServers(await postgres.urlOf('servers'), rounds);
    const library = await benchLibrary(await postgres.urlOf('library'), rounds);
    return [...servers, ...library];
  } finally {
    await postgres.stop();
  }
}
