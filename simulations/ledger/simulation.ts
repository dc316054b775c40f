import { join } from 'node:path';
import type { Simulation } from '../seeds/play-seeds.ts';

export const ledgerSimulation: Simulation = {
  name: 'ledger',
  worker: join(import.meta.dirname, 'worker.ts'),
  arenasPerWorker: 3,
};
