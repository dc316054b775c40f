import type { UsageReport } from '../../api/sdk.ts';
import { fromMicro, toMicro } from '../../format/credits.ts';

export type UsageBy = 'model' | 'operation' | 'project' | 'apiKey';

type Group = UsageReport['groups'][number];

const MEMBER = { model: 'model', operation: 'operation', project: 'projectId', apiKey: 'apiKeyId' } as const;
/** As many as can be told apart by colour; the others are one series. */
const SERIES_MAX = 4;

/** One colour of the chart: a model, an operation … `null` is what names none, and `others` all that are too small. */
export interface Series {
  key: string;
  name: string | null;
  isOthers: boolean;
  total: string;
}

export interface ChartDay {
  /** `2026-11-21` */
  day: string;
  total: string;
  /** One amount for each series, in their order. */
  amounts: string[];
}

export interface Chart {
  series: Series[];
  days: ChartDay[];
  total: string;
  /** The total of the fullest day. */
  highest: string;
}

/** The days of the reader's calendar up to today, oldest first. */
export function lastDays(nowMs: number, count: number): string[] {
  const now = new Date(nowMs);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (count - 1 - index));
    const two = (n: number) => n.toString().padStart(2, '0');
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  });
}

/** From the first moment of the first day to the end of today, by the reader's calendar. */
export function rangeOfDays(nowMs: number, count: number): { from: string; to: string } {
  const now = new Date(nowMs);
  const midnight = (daysAgo: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).toISOString();
  return { from: midnight(count - 1), to: midnight(-1) };
}

/**
 * Makes columns and colours of a report that is grouped by day and one thing more. Days without usage are filled in; `names` has what is
 * better shown than an id.
 */
export function chartOf(report: UsageReport, by: UsageBy, days: readonly string[], names: ReadonlyMap<string, string> = new Map()): Chart {
  const totals = new Map<string | null, bigint>();
  for (const group of report.groups) totals.set(nameOf(group, by), (totals.get(nameOf(group, by)) ?? 0n) + toMicro(group.amount));
  const sorted = [...totals].filter(([, amount]) => amount > 0n).toSorted(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0));
  const own = sorted.length > SERIES_MAX ? sorted.slice(0, SERIES_MAX - 1) : sorted;
  const others = sorted.slice(own.length);
  const series: Series[] = own.map(([name, amount]) => ({
    key: `own ${name ?? ''}`,
    name: names.get(name ?? '') ?? name,
    isOthers: false,
    total: fromMicro(amount),
  }));
  if (others.length > 0) {
    series.push({ key: 'others', name: null, isOthers: true, total: fromMicro(others.reduce((sum, [, amount]) => sum + amount, 0n)) });
  }
  const places = new Map(sorted.map(([name], index) => [name, Math.min(index, series.length - 1)]));
  const byDay = Map.groupBy(report.groups, (group) => group.day);
  const columns = days.map((day): ChartDay => {
    const amounts = series.map(() => 0n);
    for (const group of byDay.get(day) ?? []) {
      const place = places.get(nameOf(group, by));
      if (place !== undefined) amounts[place] = (amounts[place] ?? 0n) + toMicro(group.amount);
    }
    return { day, total: fromMicro(amounts.reduce((sum, amount) => sum + amount, 0n)), amounts: amounts.map(fromMicro) };
  });
  const highest = columns.reduce((most, { total }) => (toMicro(total) > most ? toMicro(total) : most), 0n);
  return { series, days: columns, total: report.total.amount, highest: fromMicro(highest) };
}

function nameOf(group: Group, by: UsageBy): string | null {
  return group[MEMBER[by]];
}
