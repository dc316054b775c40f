/** Days of the calendar by UTC, as `2026-01-31`: the books of an operator do not depend on where they are read. */
export interface Period {
  from: string;
  /** The last day that counts. */
  to: string;
}

export type Preset = 'thisMonth' | 'lastMonth' | 'thisYear';

const DAY_MS = 86_400_000;

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export function presetPeriod(preset: Preset, nowMs: number): Period {
  const now = new Date(nowMs);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  switch (preset) {
    case 'thisMonth':
      return { from: dayOf(Date.UTC(year, month, 1)), to: dayOf(nowMs) };
    case 'lastMonth':
      return { from: dayOf(Date.UTC(year, month - 1, 1)), to: dayOf(Date.UTC(year, month, 0)) };
    case 'thisYear':
      return { from: dayOf(Date.UTC(year, 0, 1)), to: dayOf(nowMs) };
  }
}

/** What to ask for a period; `undefined` when it is none. Of today counts what has happened so far. */
export function questionOf({ from, to }: Period, nowMs: number): { from: string; at?: string } | undefined {
  const [fromMs, toMs] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  if (Number.isNaN(fromMs) || Number.isNaN(toMs) || fromMs > toMs || to > dayOf(nowMs)) return undefined;
  const start = new Date(fromMs).toISOString();
  return to === dayOf(nowMs) ? { from: start } : { from: start, at: new Date(toMs + DAY_MS).toISOString() };
}

/** The address of the same books as CSV, with the mark by which spreadsheets know UTF-8. */
export function exportAddress(question: { from: string; at?: string }): string {
  return `/v1/books/export?${new URLSearchParams({ ...question, mark: 'true' }).toString()}`;
}
