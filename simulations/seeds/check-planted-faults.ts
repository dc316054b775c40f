import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plantedFaults as ledgerFaults } from '../ledger/planted-faults.ts';
import { plantedFaults as paymentFaults } from '../payments/planted-faults.ts';
import { placesOf } from './run-worker.ts';

/** `npm run check` looks whether each planted fault still fits the code that it spoils, which only the long tests would tell otherwise. */
const sources = join(import.meta.dirname, '../../packages/server/src');
const faults = [...Object.entries(ledgerFaults), ...Object.entries(paymentFaults)];
for (const [name, { mutation }] of faults) {
  if (mutation === undefined) continue;
  const places = placesOf(mutation, await readFile(join(sources, mutation.file), 'utf8'));
  if (places === 1) continue;
  console.log(`the planted fault "${name}" fits ${String(places)} places of ${mutation.file}, and not 1`);
  process.exitCode = 1;
}
