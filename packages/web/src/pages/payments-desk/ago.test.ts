import { expect, test } from 'vitest';
import { formatWhen } from '../../format/time.ts';
import { agoText } from './ago.ts';

const time = '2026-11-21T12:00:00.000Z';
const after = (seconds: number): string => agoText(time, Date.parse(time) + seconds * 1000);

test('a moment is told in seconds, then in minutes, then by itself', () => {
  expect([after(1), after(2), after(89)]).toEqual(['just now', '2 s ago', '89 s ago']);
  expect([after(90), after(5_399)]).toEqual(['1 min ago', '89 min ago']);
  expect(after(5_400)).toBe(formatWhen(time));
});

test('a moment of a clock that is ahead is now', () => {
  expect(after(-30)).toBe('just now');
});
