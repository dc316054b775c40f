import { runWorker } from '../seeds/run-worker.ts';
import { plantedFaults } from './planted-faults.ts';

await runWorker(
  plantedFaults,
  (fault) => ({ often: fault?.often ?? {} }),
  async () => {
    const { Arena } = await import('./arena.ts');
    const { simulateSeed } = await import('./simulate-seed.ts');
    return { openArena: (url) => Arena.open(url), play: (arena, seed, fault) => simulateSeed(arena, seed, fault) };
  },
);
