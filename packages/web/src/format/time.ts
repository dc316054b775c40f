import { messages } from '../messages/index.ts';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const monthOfYear = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** "14:02" in the reader's time zone. */
export function formatClock(time: string): string {
  return clock.format(new Date(time));
}

/** "21 Nov 2027" in the reader's time zone. */
export function formatDay(time: string): string {
  return day.format(new Date(time));
}

/** "21 November" of "2026-11-21", which is a day of the calendar and no moment. */
export function formatCalendarDay(text: string): string {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return dayOfYear.format(new Date(year, month - 1, date));
}

/** "May 2026" of "2026-05". */
export function formatCalendarMonth(text: string): string {
  const [year = 0, month = 1] = text.split('-').map(Number);
  return monthOfYear.format(new Date(year, month - 1, 1));
}

/** The full local time with its zone, for a title. */
export function formatExact(time: string): string {
  return exact.format(new Date(time));
}

/** "23 Nov, 01:00": a moment that is near, in the reader's time zone. */
export function formatWhen(time: string): string {
  return `${shortDay.format(new Date(time))}, ${formatClock(time)}`;
}

/** A key that is equal for times of the same local day. */
export function localDay(time: string | number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

/** "Today", "Yesterday", "18 November" or "18 Nov 2025": the local day of a time as a heading. */
export function formatDayHeading(time: string, nowMs: number): string {
  if (localDay(time) === localDay(nowMs)) return messages.time.today;
  if (localDay(time) === localDay(nowMs - DAY_MS)) return messages.time.yesterday;
  const date = new Date(time);
  return date.getFullYear() === new Date(nowMs).getFullYear() ? dayOfYear.format(date) : day.format(date);
}

/** When something expires: "6 days left" within a month, else the day; "lifetime" when never. */
export function formatExpiry(expiresAt: string | null, nowMs: number): string {
  if (expiresAt === null) return messages.time.neverExpires;
  const leftMs = Date.parse(expiresAt) - nowMs;
  if (leftMs <= 0) return messages.time.expired;
  if (leftMs < HOUR_MS) return messages.time.minutesLeft(Math.ceil(leftMs / MINUTE_MS));
  if (leftMs < 2 * DAY_MS) return messages.time.hoursLeft(Math.ceil(leftMs / HOUR_MS));
  if (leftMs < 31 * DAY_MS) return messages.time.daysLeft(Math.floor(leftMs / DAY_MS));
  return messages.time.until(formatDay(expiresAt));
}

/** A countdown: "29:07", or "2 h 05 min" above an hour; never below zero. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const two = (n: number) => n.toString().padStart(2, '0');
  if (seconds >= 3600) return messages.time.hoursMinutes(Math.floor(seconds / 3600), two(Math.floor((seconds % 3600) / 60)));
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

/** "about 45 s", "about 13 min": how long something usually takes. */
export function formatDuration(seconds: number): string {
  if (seconds < 90) return messages.time.aboutSeconds(Math.max(1, Math.round(seconds)));
  return messages.time.aboutMinutes(Math.round(seconds / 60));
}

const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z/gu;

/** A sentence of the server with its moments as the reader's clock shows them: "8 Nov 2026, 11:00". */
export function withLocalTimes(sentence: string): string {
  return sentence.replaceAll(instant, (time) => `${formatDay(time)}, ${formatClock(time)}`);
}
