/** Calendar arithmetic of a time zone, made from nothing but what `Intl` says of its clocks. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show, written as if it were UTC. */
function clocksAt(atMs: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB-u-ca-iso8601', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(atMs).map((part) => [part.type, Number(part.value)]));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((name) => parts.get(name) ?? 0);
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((atMs % 1000) + 1000) % 1000);
}

/** When the clocks of a zone show a time: the first time when they do so twice, as much later as they jump when they never do. */
function whenClocksShow(shown: number, timeZone: string): number {
  const dayMs = 86_400_000;
  // No change of clocks is so large or comes so soon after another that the offsets of the days around would not tell.
  const before = clocksAt(shown - dayMs, timeZone) - (shown - dayMs);
  const after = clocksAt(shown + dayMs, timeZone) - (shown + dayMs);
  const moments = [shown - before, shown - after].toSorted((a, b) => a - b);
  const right = moments.find((moment) => clocksAt(moment, timeZone) === shown);
  return right ?? shown - before;
}

/** The moment so many units after another, on the same day of the month or on the last one of a shorter month, at the same local time. */
export function laterOnCalendar(fromMs: number, timeZone: string, unit: 'day' | 'week' | 'month' | 'year', count: number): number {
  if (count === 0) return fromMs;
  const from = new Date(clocksAt(fromMs, timeZone));
  if (unit === 'day' || unit === 'week') {
    from.setUTCDate(from.getUTCDate() + count * (unit === 'week' ? 7 : 1));
    return whenClocksShow(from.getTime(), timeZone);
  }
  const day = from.getUTCDate();
  from.setUTCDate(1);
  from.setUTCMonth(from.getUTCMonth() + count * (unit === 'year' ? 12 : 1));
  const days = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
  from.setUTCDate(Math.min(day, days));
  return whenClocksShow(from.getTime(), timeZone);
}

/** The UTC day, week from Monday, or month that a moment lies in, as its first moment and the first after it. */
export function windowAround(
  period: 'day' | 'week' | 'month' | 'total',
  atMs: number,
): { readonly startMs: number; readonly endMs: number | null } {
  if (period === 'total') return { startMs: 0, endMs: null };
  const date = new Date(atMs);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (period === 'month') return { startMs: Date.UTC(year, month, 1), endMs: Date.UTC(year, month + 1, 1) };
  if (period === 'day') return { startMs: Date.UTC(year, month, day), endMs: Date.UTC(year, month, day + 1) };
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return { startMs: Date.UTC(year, month, day - sinceMonday), endMs: Date.UTC(year, month, day - sinceMonday + 7) };
}
