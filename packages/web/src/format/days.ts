import { formatDayHeading, localDay } from './time.ts';

export interface Day<T> {
  key: string;
  title: string;
  items: T[];
}

/** Groups entries, newest first, by the reader's local day. */
export function groupByDay<T extends { at: string }>(items: readonly T[], nowMs: number): Day<T>[] {
  const days = new Map<string, Day<T>>();
  for (const item of items) {
    const key = localDay(item.at);
    const day = days.get(key) ?? { key, title: formatDayHeading(item.at, nowMs), items: [] };
    day.items.push(item);
    days.set(key, day);
  }
  return [...days.values()];
}
