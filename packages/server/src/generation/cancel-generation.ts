import { claimToCancel } from './claim-generation.ts';
import { endGeneration } from './end-generation.ts';
import type { Generation, GenerationKey } from './generation.ts';
import { requestCancel } from './queries.ts';
import { readGeneration } from './read-generation.ts';
import type { Room } from './room.ts';
import type { Runner } from './runner.ts';

/** How long a customer waits for a running picture to stop before being told that it still does. */
const patienceMs = 3_000;

/**
 * Cancels a generation: in the queue at once and free of charge; while it runs after the current step, and pictures that were delivered
 * stay, and stay charged. One that has ended is left as it is. Refuses `generation_not_found`.
 */
export async function cancelGeneration(room: Room, runner: Runner, key: GenerationKey): Promise<Generation> {
  const before = await readGeneration(room, key);
  if (before.finishedAtMs !== null) return before;
  await requestCancel(room.database.sql, key, room.clock.nowMs());
  const free = await claimToCancel(room, key, runner.owner);
  if (free === undefined) await atMost(patienceMs, runner.cancel(key));
  else await endGeneration(room, key, free.hold_id, 'canceled');
  return await readGeneration(room, key);
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
