import { describe, expect, test } from 'vitest';
import type { UsageReport } from '../../api/sdk.ts';
import { chartOf, lastDays, rangeOfDays } from './usage-chart.ts';

const group = (day: string, model: string | null, amount: string): UsageReport['groups'][number] => ({
  day,
  model,
  amount,
  count: 1,
  projectId: null,
  apiKeyId: null,
  sessionId: null,
  operation: null,
});
const report = (groups: UsageReport['groups'], amount: string): UsageReport => ({
  from: '',
  to: '',
  timeZone: 'UTC',
  total: { amount, count: groups.length },
  groups,
  rest: { amount: '0', count: 0, groups: 0 },
});

describe('the chart of usage', () => {
  test('has every day, the largest series first, and exact sums', () => {
    const chart = chartOf(
      report([group('2026-01-02', 'small', '0.1'), group('2026-01-02', 'large', '2'), group('2026-01-04', 'small', '0.2')], '2.3'),
      'model',
      ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'],
    );
    expect(chart.series.map(({ name, total }) => [name, total])).toEqual([
      ['large', '2'],
      ['small', '0.3'],
    ]);
    expect(chart.days.map(({ total }) => total)).toEqual(['0', '2.1', '0', '0.2']);
    expect(chart.days[1]?.amounts).toEqual(['2', '0.1']);
    expect(chart.highest).toBe('2.1');
  });

  test('puts what is too small for a colour of its own together', () => {
    const names = ['a', 'b', 'c', 'd', null, 'f'];
    const groups = names.map((name, index) => group('2026-01-01', name, String(10 - index)));
    const { series, days } = chartOf(report(groups, '45'), 'model', ['2026-01-01']);
    expect(series.map(({ name, isOthers, total }) => [name, isOthers, total])).toEqual([
      ['a', false, '10'],
      ['b', false, '9'],
      ['c', false, '8'],
      [null, true, '18'],
    ]);
    expect(days[0]?.amounts).toEqual(['10', '9', '8', '18']);
  });

  test('leaves out what was taken back in full', () => {
    expect(chartOf(report([group('2026-01-01', 'undone', '0')], '0'), 'model', ['2026-01-01']).series).toEqual([]);
  });

  test('covers whole days of the reader', () => {
    const nowMs = new Date(2026, 2, 1, 15).getTime();
    expect(lastDays(nowMs, 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    const { from, to } = rangeOfDays(nowMs, 3);
    expect([new Date(from).getHours(), new Date(to).getHours()]).toEqual([0, 0]);
    expect(Date.parse(to) - Date.parse(from)).toBe(3 * 86_400_000);
  });
});
