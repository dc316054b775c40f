import type { Random } from '../random.ts';
import type { Theme } from './themes.ts';

const hourMs = 3_600_000;

/** Moments shortly before which a seed may begin: ends of months and years, changes to and from daylight-saving time, nothing special. */
const moments: readonly string[] = [
  '2026-02-01T00:00:00Z',
  '2026-03-01T00:00:00Z',
  '2028-02-29T00:00:00Z',
  '2028-03-01T00:00:00Z',
  '2026-05-01T00:00:00Z',
  '2027-01-01T00:00:00Z',
  // Berlin, forth and back.
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  // New York, forth and back.
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  // Lord Howe, where it is half an hour.
  '2026-10-03T15:30:00Z',
  '2026-04-04T15:00:00Z',
  '2026-06-17T09:41:12.345Z',
];

/** How long one unit of waiting is: from races within milliseconds to histories of years. */
const units: readonly number[] = [1, 1, 1, 1000, 60_000, hourMs, 6 * hourMs, 24 * hourMs, 5 * 24 * hourMs];

/** The true time of a seed, which never runs back. The clocks of its servers may. */
export class SimulatedTime {
  readonly #random: Random;
  readonly unitMs: number;
  readonly #clocksStep: boolean;
  readonly startMs: number;
  nowMs: number;

  constructor(random: Random, theme: Theme) {
    this.#random = random;
    this.unitMs = random.of(theme.unitsMs ?? units);
    this.#clocksStep = random.oneIn(2);
    this.startMs = Date.parse(random.of(moments)) - random.below(60) * this.unitMs;
    this.nowMs = this.startMs;
  }

  pass(): void {
    if (!this.#random.oneIn(3)) this.nowMs += this.#random.below(12) * this.unitMs;
    // Just before and just after what is due.
    if (this.#random.oneIn(4)) this.nowMs += 1;
  }

  /** A span of up to so many units, so that what is due often falls on the very moment of a step. */
  span(unitsMax: number): number {
    const near = this.#random.oneIn(6) ? this.#random.below(3) - 1 : 0;
    return Math.max(0, this.#random.below(unitsMax) * this.unitMs + near);
  }

  /** How far the clock of a server is from the true time: mostly late by little. */
  clockError(): number {
    return -this.#random.below(4);
  }

  /** The error of a clock that is stepped now and then, by seconds to hours, forth or back; otherwise as it was. */
  stepClock(errorMs: number): number {
    if (!this.#clocksStep || !this.#random.oneIn(30)) return errorMs;
    const step = this.#random.of([1000, 60_000, hourMs, 2 * hourMs]) * (1 + this.#random.below(3));
    return this.#random.oneIn(3) ? this.clockError() : this.#random.oneIn(2) ? step : -step;
  }

  /** A moment between the start and now. */
  past(): number {
    return this.startMs + Math.floor((this.nowMs - this.startMs) * (this.#random.below(1001) / 1000)) - this.#random.below(5);
  }
}
