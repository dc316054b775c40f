import { messages } from '../messages/index.ts';
import { formatDayHeading, localDay } from './time.ts';

/** Things made at about the same time, under one heading. */
export interface Moment<T> {
  key: string;
  title: string;
  items: T[];
}

/** What was made within this time still counts as now; long enough that a batch does not jump while one looks at it. */
const NOW_MS = 10 * 60_000;

/**
 * Groups things, newest first, under Now, Earlier today, Yesterday and dates. What is still active is Now however old it is.
 * The order inside a group is the order of the input.
 */
export function groupByMoment<T extends { createdAt: string }>(
  items: readonly T[],
  nowMs: number,
  isActive: (item: T) => boolean,
): Moment<T>[] {
  const groups = new Map<string, Moment<T>>();
  for (const item of items) {
    const isNow = isActive(item) || nowMs - Date.parse(item.createdAt) < NOW_MS;
    const isToday = localDay(item.createdAt) === localDay(nowMs);
    const key = isNow ? 'now' : localDay(item.createdAt);
    const title = isNow ? messages.time.now : isToday ? messages.time.earlierToday : formatDayHeading(item.createdAt, nowMs);
    const group = groups.get(key) ?? { key, title, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  const ordered = [...groups.values()];
  return ordered.sort((a, b) => Number(b.key === 'now') - Number(a.key === 'now'));
}
