import { describe, expect, it } from 'vitest';
import { daysOf } from './days.ts';

const from = (text: string): number => Date.parse(text);

describe('daysOf', () => {
  it('gives the days that a range touches, by UTC', () => {
    const days = daysOf({ fromMs: from('2026-01-30T23:59:59.999Z'), toMs: from('2026-02-01T00:00:00.001Z') }, 'UTC');
    expect(days).toEqual(['2026-01-30', '2026-01-31', '2026-02-01'].map((day) => ({ day, startMs: from(`${day}T00:00:00.000Z`) })));
  });

  it('does not touch the day that begins where the range ends', () => {
    const days = daysOf({ fromMs: from('2026-01-30T00:00:00.000Z'), toMs: from('2026-01-31T00:00:00.000Z') }, 'UTC');
    expect(days.map(({ day }) => day)).toEqual(['2026-01-30']);
  });

  it('has days of 23 and 25 hours where clocks change', () => {
    const spring = daysOf({ fromMs: from('2026-03-28T12:00:00.000Z'), toMs: from('2026-03-30T12:00:00.000Z') }, 'Europe/Berlin');
    expect(spring.map(({ startMs }) => new Date(startMs).toISOString())).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  it('begins a day without midnight at its first moment, and leaves out a day that never was', () => {
    // In Beirut, 26 March 2023 began at one o'clock for most; in Apia, there was no 30 December 2011.
    const apia = daysOf({ fromMs: from('2011-12-29T12:00:00.000Z'), toMs: from('2011-12-31T12:00:00.000Z') }, 'Pacific/Apia');
    expect(apia.map(({ day }) => day)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
    const cairo = daysOf({ fromMs: from('2026-04-23T12:00:00.000Z'), toMs: from('2026-04-24T12:00:00.000Z') }, 'Africa/Cairo');
    expect(new Date(cairo[1]?.startMs ?? 0).toISOString()).toBe('2026-04-23T22:00:00.000Z');
  });

  it('refuses a time zone that nobody knows', () => {
    expect(() => daysOf({ fromMs: 0, toMs: 1 }, 'Mars/Olympus')).toThrow(/no time zone/u);
  });
});
