import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths } from './add-months.ts';

const day = (text: string) => Date.parse(`${text}T10:20:30.456Z`);

describe('addMonths', () => {
  test.each([
    ['2026-01-15', 12, '2027-01-15'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-02-29', 48, '2032-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-11-21', 0, '2026-11-21'],
  ])('%s and %d months is %s', (from, months, to) => {
    expect(new Date(addMonths(day(from), months)).toISOString()).toBe(new Date(day(to)).toISOString());
  });

  test('lands in the right month, never on a later day, and keeps the order of times', () => {
    const times = fc.integer({ min: 0, max: Date.UTC(2200, 0) });
    fc.assert(
      fc.property(times, times, fc.integer({ min: 0, max: 240 }), (a, b, months) => {
        const [from, to] = [new Date(a), new Date(addMonths(a, months))];
        expect(to.getUTCFullYear() * 12 + to.getUTCMonth()).toBe(from.getUTCFullYear() * 12 + from.getUTCMonth() + months);
        expect(to.getUTCDate()).toBeLessThanOrEqual(from.getUTCDate());
        expect(to.getTime() % 86_400_000).toBe(a % 86_400_000);
        const [earlier, later] = a < b ? [a, b] : [b, a];
        const startOfDay = (atMs: number) => atMs - (atMs % 86_400_000);
        expect(addMonths(startOfDay(earlier), months)).toBeLessThanOrEqual(addMonths(startOfDay(later), months));
      }),
    );
  });
});
