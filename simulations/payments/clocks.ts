import type { Counts } from '../ledger/counts.ts';
import type { Random } from '../random.ts';

const minuteMs = 60_000;

/** How long it is from one step to the next. */
export function spanMs(random: Random): number {
  return random.below(3) * random.of([1000, 12_000, minuteMs, 10 * minuteMs, 70 * minuteMs]) + 1007;
}

/** How far the clock of a server is from the true time: mostly late by little. */
export function clockErrorMs(random: Random): number {
  return -random.below(4) * 100;
}

/** Now and then a clock is set wrong by a lot, or right again. */
export function stepClock(random: Random, counts: Counts, errorMs: number): number {
  if (!random.oneIn(12)) return errorMs;
  const step = random.of([1000, minuteMs, 60 * minuteMs]) * (1 + random.below(3));
  counts.add('clock stepped');
  return random.oneIn(3) ? clockErrorMs(random) : random.oneIn(2) ? step : -step;
}
