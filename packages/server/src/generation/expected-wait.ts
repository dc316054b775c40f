import type { KeptRequest } from './generation.ts';
import type { PendingWork, Speed } from './queue-queries.ts';

/** How much there is to do: pixels times steps. */
export function workOf({ width, height, steps, images }: Pick<KeptRequest, 'width' | 'height' | 'steps' | 'images'>): bigint {
  return BigInt(width) * BigInt(height) * BigInt(steps) * BigInt(images);
}

/**
 * How long until all this work is done, in milliseconds: pure. Each model at its own measured speed, and one that was not measured yet at that
 * of the others; where nothing was measured at all, nothing is claimed, and it is 0. `slots` is how many pictures are made at once.
 */
export function expectedWaitMs(pending: readonly PendingWork[], speeds: ReadonlyMap<string, Speed>, slots: number): number {
  const all = [...speeds.values()].reduce(
    (sum, { work, durationMs }) => ({ work: sum.work + work, durationMs: sum.durationMs + durationMs }),
    {
      work: 0n,
      durationMs: 0n,
    },
  );
  const totalMs = pending.reduce((sum, { model, work }) => sum + durationOf(work, speeds.get(model) ?? all), 0);
  return totalMs / Math.max(1, slots);
}

function durationOf(work: bigint, speed: Speed): number {
  return speed.work === 0n ? 0 : (Number(work) * Number(speed.durationMs)) / Number(speed.work);
}
