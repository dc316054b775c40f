import { join } from 'node:path';
import type { Simulation } from '../seeds/play-seeds.ts';

export const paymentsSimulation: Simulation = {
  name: 'payments',
  worker: join(import.meta.dirname, 'worker.ts'),
  arenasPerWorker: 4,
};
