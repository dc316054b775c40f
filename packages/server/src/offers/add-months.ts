/**
 * The same time of day on the same day, `months` calendar months later in UTC; where that month is too short, on its last day:
 * one month after 31 January is 28 or 29 February.
 */
export function addMonths(atMs: number, months: number): number {
  const at = new Date(atMs);
  const later = new Date(atMs);
  // First to the first of the month, so that a day that the target month does not have cannot push it into the next.
  later.setUTCDate(1);
  later.setUTCMonth(at.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(at.getUTCDate(), lastDay));
  return later.getTime();
}
