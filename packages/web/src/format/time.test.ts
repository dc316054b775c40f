import { describe, expect, it } from 'vitest';
import { groupByDay } from './days.ts';
import { groupByMoment } from './moments.ts';
import { DAY_MS, formatCountdown, formatDayHeading, formatDuration, formatExpiry, HOUR_MS, withLocalTimes } from './time.ts';

const noon = new Date(2026, 10, 21, 12, 0, 0).getTime();
const at = (offsetMs: number) => new Date(noon + offsetMs).toISOString();

describe('times', () => {
  it('count down and stop at zero', () => {
    expect(formatCountdown(29 * 60_000 + 7000)).toBe('29:07');
    expect(formatCountdown(2 * HOUR_MS + 5 * 60_000)).toBe('2 h 05 min');
    expect(formatCountdown(-1)).toBe('0:00');
  });
  it('say when a grant expires', () => {
    expect(formatExpiry(null, noon)).toBe('lifetime');
    expect(formatExpiry(at(-1), noon)).toBe('expired');
    expect(formatExpiry(at(90_000), noon)).toBe('2 min left');
    expect(formatExpiry(at(HOUR_MS), noon)).toBe('1 hour left');
    expect(formatExpiry(at(6.5 * DAY_MS), noon)).toBe('6 days left');
    expect(formatExpiry(at(365 * DAY_MS), noon)).toBe('until 21 Nov 2027');
  });
  it('estimate', () => {
    expect(formatDuration(0.2)).toBe('about 1 s');
    expect(formatDuration(780)).toBe('about 13 min');
  });
  it('stand in sentences as the clock of the reader shows them', () => {
    const time = new Date(2026, 10, 8, 11, 0, 7).toISOString();
    expect(withLocalTimes(`It ended at ${time}, not before.`)).toBe('It ended at 8 Nov 2026, 11:00, not before.');
    expect(withLocalTimes('Order 2026-11-08 is another matter.')).toBe('Order 2026-11-08 is another matter.');
  });
  it('name days', () => {
    expect(formatDayHeading(at(0), noon)).toBe('Today');
    expect(formatDayHeading(at(-DAY_MS), noon)).toBe('Yesterday');
    expect(formatDayHeading(at(-3 * DAY_MS), noon)).toBe('18 November');
    expect(formatDayHeading(at(-365 * DAY_MS), noon)).toBe('21 Nov 2025');
  });
});

describe('groups', () => {
  it('put what is active and what is recent under Now, the rest under its day', () => {
    const items = [
      { createdAt: at(-60_000), active: false },
      { createdAt: at(-HOUR_MS), active: false },
      { createdAt: at(-2 * DAY_MS), active: true },
      { createdAt: at(-3 * DAY_MS), active: false },
    ];
    const groups = groupByMoment(items, noon, (item) => item.active);
    expect(groups.map((group) => [group.title, group.items.length])).toEqual([
      ['Now', 2],
      ['Earlier today', 1],
      ['18 November', 1],
    ]);
  });
  it('keep the order of a statement', () => {
    const days = groupByDay([{ at: at(0) }, { at: at(-HOUR_MS) }, { at: at(-DAY_MS) }], noon);
    expect(days.map((day) => [day.title, day.items.length])).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
    ]);
  });
});
