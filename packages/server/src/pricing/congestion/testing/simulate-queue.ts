import { multiplierAt, type CongestionLine } from '../congestion-settings.ts';
import { nextCongestion, observeEveryMs, ratioOne, type CongestionState } from '../next-congestion.ts';

interface SimulateQueue {
  readonly seed: number;
  readonly line: CongestionLine;
  readonly targetMs: number;
  readonly smoothingMs: number;
  readonly hours: number;
  /** How many pictures a minute people would ask for at the factor 1; half as many at 2, with the elasticity 1. */
  readonly perMinute?: number;
  readonly elasticity?: number;
  /** People come one by one and not as a steady stream. */
  readonly byChance?: boolean;
  readonly madePerMinute?: number;
  /** So many pictures at once, whatever the price. */
  readonly burstPictures?: number;
  readonly burstAtMs?: number;
}

/**
 * Plays a queue look by look: people come by chance, fewer as the price rises, and the engines make what waits. Gives the factor and the wait
 * of each look.
 */
export function simulateQueue(play: SimulateQueue): readonly { readonly multiplier: string; readonly waitMs: number }[] {
  const {
    line,
    targetMs,
    smoothingMs,
    hours,
    perMinute = 8,
    elasticity = 1,
    byChance = true,
    madePerMinute = 20,
    burstPictures = 0,
    burstAtMs = 0,
  } = play;
  const chance = randomFrom(play.seed);
  const [step, cap] = [Number(line.step) * ratioOne, Number(line.cap) * ratioOne];
  const told: { multiplier: string; waitMs: number }[] = [];
  let state: CongestionState | undefined;
  let waiting = 0;
  for (let nowMs = 0; nowMs < hours * 3_600_000; nowMs += observeEveryMs) {
    const share = observeEveryMs / 60_000;
    const multiplier = multiplierAt(line, state?.published ?? 0);
    if (nowMs === burstAtMs) waiting += burstPictures;
    // Eight people who each may or may not come, in the time between two looks.
    const mean = (perMinute * share) / Number(multiplier) ** elasticity;
    if (!byChance) waiting += mean;
    for (let person = 0; byChance && person < 8; person++) if (chance() < mean / 8) waiting += 1;
    waiting = Math.max(0, waiting - madePerMinute * share);
    const waitMs = (waiting / madePerMinute) * 60_000;
    state = nextCongestion(state, { expectedWaitMs: waitMs, nowMs }, { targetMs, smoothingMs, step, cap });
    told.push({ multiplier, waitMs });
  }
  return told;
}

/** The same numbers for the same seed, from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
