import { demand } from './broken.ts';

const dayMs = 86_400_000;
/** How long a unit lasts, roughly: only where a search begins. */
const roughlyMs: Readonly<Record<string, number>> = { day: dayMs, week: 7 * dayMs, month: 30.44 * dayMs, year: 365.24 * dayMs };
/** The end of the year 9999; nothing is granted or expires later. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The calendar and clock on the wall of a time zone at a moment, read as if they were UTC. */
function wallMs(atMs: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    clock = new Intl.DateTimeFormat('en-US', { ...numeric, timeZone, calendar: 'gregory', hourCycle: 'h23' });
    clocks.set(timeZone, clock);
  }
  const parts = new Map(clock.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const seconds = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return seconds + (((atMs % 1000) + 1000) % 1000);
}

/** The moment at which a wall shows a time: the first of two, and, where clocks skip it, as much later as they skip. */
function momentOf(wall: number, timeZone: string): number {
  const before = wallMs(wall - dayMs, timeZone) - (wall - dayMs);
  const after = wallMs(wall + dayMs, timeZone) - (wall + dayMs);
  const found = [wall - before, wall - after].filter((moment) => wallMs(moment, timeZone) === wall);
  return found.length === 0 ? wall - before : Math.min(...found);
}

/** The moment at which a cycle begins, counted from its anchor. */
export function cycleStartMs(anchorMs: number, timeZone: string, unit: string, every: number, index: number): number {
  if (index === 0) return anchorMs;
  const wall = new Date(wallMs(anchorMs, timeZone));
  const count = every * index;
  if (unit === 'day' || unit === 'week') {
    wall.setUTCDate(wall.getUTCDate() + count * (unit === 'day' ? 1 : 7));
  } else {
    demand(unit === 'month' || unit === 'year', 'recurring', `there is no unit called ${unit}`);
    const day = wall.getUTCDate();
    wall.setUTCDate(1);
    wall.setUTCMonth(wall.getUTCMonth() + count * (unit === 'month' ? 1 : 12));
    const days = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
    wall.setUTCDate(Math.min(day, days));
  }
  return Math.min(lastMs, momentOf(wall.getTime(), timeZone));
}

/** The cycle in which a moment lies that is not before the anchor. */
export function cycleAround(anchorMs: number, timeZone: string, unit: string, every: number, atMs: number): number {
  const startMs = (index: number): number => cycleStartMs(anchorMs, timeZone, unit, every, index);
  let index = Math.max(0, Math.floor((atMs - anchorMs) / ((roughlyMs[unit] ?? dayMs) * every)));
  while (index > 0 && startMs(index) > atMs) index -= 1;
  while (startMs(index + 1) <= atMs) index += 1;
  return index;
}

/** The window of a budget around a moment, by UTC: its first moment, and the first after it or `null`. */
export function windowAround(period: string, atMs: number): readonly [startMs: number, endMs: number | null] {
  if (period === 'total') return [0, null];
  const date = new Date(atMs);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (period === 'day') return [Date.UTC(year, month, day), Date.UTC(year, month, day + 1)];
  if (period === 'month') return [Date.UTC(year, month), Date.UTC(year, month + 1)];
  demand(period === 'week', 'budgets', `there is no period called ${period}`);
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return [Date.UTC(year, month, day - sinceMonday), Date.UTC(year, month, day - sinceMonday + 7)];
}
