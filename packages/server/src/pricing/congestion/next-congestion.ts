/** How full the queue is, as quotes see it. Ratios are whole millionths of the queue's target: 1 000 000 is a wait as long as the target. */
export interface CongestionState {
  /** The ratio that follows the queue, smoothed. */
  readonly smoothed: number;
  /** The ratio that prices are made of: it moves only when the smoothed one has left it clearly. */
  readonly published: number;
  readonly expectedWaitMs: number;
  readonly observedAtMs: number;
}

/** How the ratio follows the queue, from the price book. */
export interface CongestionSettings {
  /** The wait at which the ratio is 1. */
  readonly targetMs: number;
  /** After so long, the ratio has gone about two thirds of the way to where the queue is. */
  readonly smoothingMs: number;
  /** The finest step of a multiplier, in millionths. */
  readonly step: number;
  /** The highest multiplier, in millionths. */
  readonly cap: number;
}

export const ratioOne = 1_000_000;
/** The queue is looked at this often. A longer time without a look counts as twice this, because nobody knows what happened in between. */
export const observeEveryMs = 5_000;

/**
 * The next state after a look at the queue: pure. The wait over its target is cut a step above the cap, so that a flood is over when the queue
 * is; it is approached over time and not at once, in whatever intervals one looks; and what is published stays until the difference is half a
 * step, so that it does not flicker between two steps. It never goes beyond where the queue is and where it was.
 */
export function nextCongestion(
  state: CongestionState | undefined,
  queue: { readonly expectedWaitMs: number; readonly nowMs: number },
  { targetMs, smoothingMs, step, cap }: CongestionSettings,
): CongestionState {
  const { nowMs } = queue;
  const expectedWaitMs = Math.max(0, Math.round(queue.expectedWaitMs));
  const { smoothed: from, published: before, observedAtMs } = state ?? idle(nowMs - observeEveryMs);
  // A clock that is behind another's looks at the same moment again.
  const elapsedMs = Math.min(Math.max(0, nowMs - observedAtMs), 2 * observeEveryMs);
  const to = Math.min(Math.round((expectedWaitMs / targetMs) * ratioOne), cap + step);
  const moved = from + Math.round((to - from) * -Math.expm1(-elapsedMs / smoothingMs));
  // Rounding leaves a last few millionths for ever; from here on the way there is over.
  const smoothed = Math.abs(to - moved) < nearly ? to : moved;
  const published = Math.abs(smoothed - before) * 2 >= step || smoothed === to ? smoothed : before;
  return { smoothed, published, expectedWaitMs, observedAtMs: Math.max(nowMs, observedAtMs) };
}

const nearly = 1_000;

function idle(observedAtMs: number): CongestionState {
  return { smoothed: 0, published: 0, expectedWaitMs: 0, observedAtMs };
}
