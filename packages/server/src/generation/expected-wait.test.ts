import { expect, test } from 'vitest';
import { expectedWaitMs, workOf } from './expected-wait.ts';

const speeds = new Map([
  ['fast', { work: 1_000n, durationMs: 100n }],
  ['slow', { work: 1_000n, durationMs: 900n }],
]);

test('the wait is what each model has still to do at its own speed, shared by all that make pictures', () => {
  const pending = [
    { model: 'fast', work: 10_000n },
    { model: 'slow', work: 1_000n },
  ];
  expect(expectedWaitMs(pending, speeds, 1)).toBe(1_900);
  expect(expectedWaitMs(pending, speeds, 2)).toBe(950);
  expect(expectedWaitMs([], speeds, 2)).toBe(0);
});

test('a model that was not measured goes as fast as the others do, and nothing is claimed where none was', () => {
  expect(expectedWaitMs([{ model: 'new', work: 2_000n }], speeds, 1)).toBe(1_000);
  expect(expectedWaitMs([{ model: 'new', work: 2_000n }], new Map(), 1)).toBe(0);
});

test('the work of a request is pixels times steps of all its pictures', () => {
  expect(workOf({ width: 512, height: 256, steps: 10, images: 3 })).toBe(3_932_160n);
});
