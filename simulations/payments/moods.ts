import type { Counts } from '../ledger/counts.ts';
import type { Random } from '../random.ts';
import { logNames, loudNames, quietNames, type FaultName } from './faults.ts';
import { goodMood, type Mood } from './provider.ts';

/** How a provider is in the next step. `lies`: it may leave things out. `wanted`: what it shall do more often than by itself. */
export function chooseMood(
  random: Random,
  counts: Counts,
  { lies, wanted }: { readonly lies: boolean; readonly wanted: readonly FaultName[] },
): Mood {
  if (random.oneIn(4)) return goodMood;
  const behind = random.oneIn(4) ? random.of([1, 1, 2, 7, 20]) : 0;
  if (behind > 0) counts.add(behind === 1 ? 'one block behind' : 'far behind');
  const often = wanted.filter((name) => lies || !quietNames.includes(name));
  if (often.length > 0 && !random.oneIn(4)) return { faults: often, oneIn: random.of([1, 2]), behind };
  const ofLogs = lies ? [...logNames, ...quietNames] : logNames;
  // Most questions are none that these could spoil.
  if (random.oneIn(4)) return { faults: [random.of(ofLogs), random.of(ofLogs)], oneIn: random.of([1, 2, 4]), behind };
  const chosen = Array.from({ length: random.below(3) }, () => random.of([...loudNames, ...ofLogs]));
  return { faults: chosen, oneIn: random.of([1, 2, 4, 8, 16]), behind };
}
