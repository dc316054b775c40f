import { expect, test } from 'vitest';
import { RequestTally } from './request-tally.ts';

test('so many pass in a minute, then none until it is over', () => {
  const tally = new RequestTally(2);
  expect([tally.count('ada', 0), tally.count('ada', 10), tally.count('ada', 20)]).toEqual([0, 0, 59_980]);
  expect(tally.count('ada', 59_999)).toBe(1);
  expect(tally.count('ada', 60_000)).toBe(0);
});

test('each key counts for itself', () => {
  const tally = new RequestTally(1);
  expect([tally.count('ada', 0), tally.count('eve', 0), tally.count('ada', 1)]).toEqual([0, 0, 59_999]);
});

test('a clock that is set back begins anew and locks nobody out', () => {
  const tally = new RequestTally(1);
  expect(tally.count('ada', 10_000_000)).toBe(0);
  expect(tally.count('ada', 5_000)).toBe(0);
});

test('of very many keys those that were silent longest are forgotten', () => {
  const tally = new RequestTally(1);
  tally.count('busy', 0);
  tally.count('silent', 0);
  for (let index = 0; index < 9_999; index += 1) {
    tally.count('busy', 1);
    tally.count(`key ${String(index)}`, 1);
  }
  expect(tally.count('busy', 2)).toBeGreaterThan(0);
  expect(tally.count('silent', 2)).toBe(0);
});
