import { invalidRange } from '../problems.ts';
import type { TimeRange } from './queries.ts';

const dayMs = 86_400_000;
/** JavaScript knows no later time, and no earlier one before 1970. */
const timeMaxMs = 8_640_000_000_000_000;

/** Refuses `invalid_range` for a time range that is none, or that is longer than `daysMax`. */
export function checkRange({ fromMs, toMs }: TimeRange, daysMax = Infinity): void {
  for (const ms of [fromMs, toMs]) {
    if (!Number.isSafeInteger(ms) || Math.abs(ms) > timeMaxMs) throw invalidRange('Give times in whole milliseconds since 1970.');
  }
  if (fromMs >= toMs) throw invalidRange('The range ends before it begins: give a beginning that is earlier than the end.');
  if (toMs - fromMs > daysMax * dayMs) {
    throw invalidRange(`The range is longer than ${String(daysMax)} days: ask for a shorter one, or for several one after the other.`);
  }
}
