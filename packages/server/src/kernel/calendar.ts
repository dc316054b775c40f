import { Temporal } from 'temporal-polyfill';

export type CalendarUnit = 'day' | 'week' | 'month' | 'year';

/**
 * The moment `count` units after another on the calendar of a time zone: the same local time, on the same day of the month or on the last
 * one of a shorter month. A local time that a change of clocks leaves out is that much later; one that comes twice is the first.
 */
export function addOnCalendar(fromMs: number, timeZone: string, unit: CalendarUnit, count: number): number {
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone);
  return from.add({ [`${unit}s`]: count }).epochMilliseconds;
}

/** Whether this is the name of a time zone of the IANA database; an offset such as `+01:00` is none, for it knows no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/u.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
