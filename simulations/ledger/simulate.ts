import type { PostgresPool } from 'kysely';
import { databaseOnPool } from '../../packages/server/src/database/database.ts';
import { audit } from '../../packages/server/src/ledger/index.ts';
import { simulateSeed } from './simulate-seed.ts';
import type { PlantedFault } from './wire.ts';

/** What `npm run simulate` prints with `--json`. */
export interface SimulationReport {
  readonly simulation: string;
  readonly seeds: number;
  readonly steps: number;
  readonly failures: readonly { readonly seed: number; readonly what: string }[];
}

/** Plays seeds one after the other on a fresh, migrated database, and has the journal audited at the end. */
export async function simulateLedger(pool: PostgresPool, seeds: readonly number[], fault: PlantedFault = {}): Promise<SimulationReport> {
  let steps = 0;
  const failures: { readonly seed: number; readonly what: string }[] = [];
  for (const seed of seeds) {
    const report = await simulateSeed(pool, seed, fault);
    steps += report.steps;
    if (report.failure !== undefined) failures.push({ seed, what: report.failure });
  }
  const { difference } = await audit(databaseOnPool(pool));
  if (difference !== null) {
    const seed = Number(/^acct_seed_(\d+)_/u.exec(difference.accountId)?.[1] ?? -1);
    failures.push({ seed, what: `the audit finds: ${difference.detail}` });
  }
  return { simulation: 'ledger', seeds: seeds.length, steps, failures };
}
