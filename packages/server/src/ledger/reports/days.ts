import { invalidRange } from '../problems.ts';
import type { TimeRange } from './queries.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** No place is further than this from UTC. */
const offsetMaxMs = 16 * 3_600_000;

/** A day of the calendar in a time zone, `2026-01-31`, and its first moment. */
export interface Day {
  readonly day: string;
  readonly startMs: number;
}

/**
 * The days that a time range touches, in their order: a day begins when its date does in the time zone, also where clocks change at
 * midnight. Refuses `invalid_range` for a time zone that nobody knows.
 */
export function daysOf({ fromMs, toMs }: TimeRange, timeZone: string): readonly Day[] {
  const dayAt = dayReader(timeZone);
  const days: Day[] = [];
  const last = dayAt(toMs - 1);
  for (let day = dayAt(fromMs); ; day = dayAfter(day)) {
    // A place may skip a whole day, as Samoa did; such a day is never the day of any moment.
    const startMs = startOf(day, dayAt);
    if (dayAt(startMs) === day) days.push({ day, startMs });
    if (day >= last) return days;
  }
}

/** Gives the date of a moment in a time zone. */
function dayReader(timeZone: string): (ms: number) => string {
  const options = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  let format: Intl.DateTimeFormat;
  try {
    // This locale writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('en-CA', options);
  } catch {
    throw invalidRange(`There is no time zone "${timeZone}": give a name such as Europe/Berlin, or UTC.`);
  }
  return (ms) => format.format(ms);
}

/** The first minute whose date is `day` or later. */
function startOf(day: string, dayAt: (ms: number) => string): number {
  const midnightUtc = Date.parse(`${day}T00:00:00.000Z`);
  let [low, high] = [(midnightUtc - offsetMaxMs) / minuteMs, (midnightUtc + offsetMaxMs) / minuteMs];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (dayAt(middle * minuteMs) >= day) high = middle;
    else low = middle + 1;
  }
  return low * minuteMs;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + dayMs).toISOString().slice(0, 10);
}
