/**
 * `npm run simulate -- ledger [--seeds N] [--seed S] [--json]` plays random histories and prints each seed that fails;
 * `npm run simulate -- crash [--rounds N] [--seed S] [--json]` kills real processes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openConnections } from '../packages/server/src/database/connections.ts';
import { EmbeddedPostgres } from '../packages/server/src/database/embedded/embedded-postgres.ts';
import { openDatabase } from '../packages/server/src/database/index.ts';
import { runCrashes } from './crash/run-crashes.ts';
import { simulateLedger } from './ledger/simulate.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string' },
    rounds: { type: 'string', default: '25' },
    json: { type: 'boolean' },
  },
});
if (positionals[0] === 'crash') process.exit(await runCrashes(Number(values.rounds), Number(values.seed ?? '1'), values.json === true));
if (positionals[0] !== 'ledger') {
  process.stderr.write('Give the name of a simulation: ledger, crash\n');
  process.exit(2);
}
const seeds = values.seed === undefined ? Array.from({ length: Number(values.seeds) }, (_, index) => index + 1) : [Number(values.seed)];
const dataDir = await mkdtemp(join(tmpdir(), 'imprest-simulate-'));
const postgres = await EmbeddedPostgres.open({ dataDir, exclusive: true, report: () => undefined });
try {
  const { user = '', password, host = '', port = 0 } = postgres.address();
  const url = `postgres://${user}:${String(password)}@${host}:${String(port)}/imprest`;
  await (await openDatabase({ url })).close();
  const pool = openConnections({ address: () => ({ connectionString: url }), unavailable: () => undefined, max: 4 });
  const report = await simulateLedger(pool, seeds);
  await pool.end();
  if (values.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    for (const { seed, what } of report.failures) process.stdout.write(`seed ${String(seed)} fails: ${what}\n`);
    const counts = `${String(report.seeds)} seeds, ${String(report.steps)} steps, ${String(report.failures.length)} failures`;
    process.stdout.write(`${counts}; play one again with --seed S\n`);
  }
  if (report.failures.length > 0) process.exitCode = 1;
} finally {
  await postgres.close();
  await rm(dataDir, { recursive: true, force: true });
}
