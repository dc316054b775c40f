import { describe, expect, test } from 'vitest';
import { exportAddress, presetPeriod, questionOf } from './periods.ts';

const nowMs = Date.UTC(2026, 2, 1, 12);

describe('the period of the books', () => {
  test.each([
    ['thisMonth', '2026-03-01', '2026-03-01'],
    ['lastMonth', '2026-02-01', '2026-02-28'],
    ['thisYear', '2026-01-01', '2026-03-01'],
  ] as const)('%s', (preset, from, to) => {
    expect(presetPeriod(preset, nowMs)).toEqual({ from, to });
  });

  test('takes its last day in, and of today what has happened so far', () => {
    expect(questionOf({ from: '2026-02-01', to: '2026-02-28' }, nowMs)).toEqual({
      from: '2026-02-01T00:00:00.000Z',
      at: '2026-03-01T00:00:00.000Z',
    });
    expect(questionOf({ from: '2026-02-01', to: '2026-03-01' }, nowMs)).toEqual({ from: '2026-02-01T00:00:00.000Z' });
  });

  test.each([
    ['2026-02-02', '2026-02-01'],
    ['', '2026-02-01'],
    ['2026-02-01', '2026-03-02'],
  ])('is none from %j to %j', (from, to) => {
    expect(questionOf({ from, to }, nowMs)).toBeUndefined();
  });

  test('is part of the address of the export', () => {
    expect(exportAddress({ from: '2026-02-01T00:00:00.000Z' })).toBe('/v1/books/export?from=2026-02-01T00%3A00%3A00.000Z&mark=true');
  });
});
