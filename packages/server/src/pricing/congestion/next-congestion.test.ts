import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ratioFromText, compare } from '../formulas/exact-ratio.ts';
import { multiplierAt } from './congestion-settings.ts';
import { nextCongestion, observeEveryMs, ratioOne, type CongestionSettings, type CongestionState } from './next-congestion.ts';
import { simulateQueue } from './testing/simulate-queue.ts';

const settings: fc.Arbitrary<CongestionSettings> = fc.record({
  targetMs: fc.integer({ min: 1_000, max: 600_000 }),
  smoothingMs: fc.integer({ min: 1_000, max: 600_000 }),
  step: fc.constantFrom(10_000, 50_000, 100_000, 250_000),
  cap: fc.integer({ min: 1, max: 40 }).map((quarters) => quarters * 250_000),
});
/** Looks at a queue: after how long, and the wait found. */
const looks = fc.array(
  fc.record({ afterMs: fc.integer({ min: -2_000, max: 3_600_000 }), expectedWaitMs: fc.integer({ min: 0, max: 86_400_000 }) }),
  { minLength: 1, maxLength: 60 },
);

describe('the ratio of the queue', () => {
  test('stays between nothing and a step above the cap, and moves only towards where the queue is', () => {
    fc.assert(
      fc.property(settings, looks, (by, seen) => {
        let state: CongestionState | undefined;
        let nowMs = 1_000_000;
        for (const { afterMs, expectedWaitMs } of seen) {
          nowMs += afterMs;
          const before: CongestionState = state ?? { smoothed: 0, published: 0, expectedWaitMs: 0, observedAtMs: nowMs };
          state = nextCongestion(state, { expectedWaitMs, nowMs }, by);
          const to = Math.min(Math.round((expectedWaitMs / by.targetMs) * ratioOne), by.cap + by.step);
          expect(state.published).toBeGreaterThanOrEqual(0);
          expect(state.published).toBeLessThanOrEqual(by.cap + by.step);
          expect(Number.isSafeInteger(state.smoothed) && Number.isSafeInteger(state.published)).toBe(true);
          expect(Math.abs(to - state.smoothed)).toBeLessThanOrEqual(Math.abs(to - before.smoothed));
          expect(state.published).toBeLessThanOrEqual(Math.max(to, before.smoothed, before.published));
          expect(state.published).toBeGreaterThanOrEqual(Math.min(to, before.smoothed, before.published));
          expect(Math.abs(state.published - state.smoothed) * 2).toBeLessThan(by.step);
          expect(state.observedAtMs).toBeGreaterThanOrEqual(before.observedAtMs);
        }
      }),
    );
  });

  test('comes to the queue that stays as it is, in about three smoothing times, and rests there', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 0, max: 86_400_000 }), (by, expectedWaitMs) => {
        let state: CongestionState | undefined;
        const to = Math.min(Math.round((expectedWaitMs / by.targetMs) * ratioOne), by.cap + by.step);
        const looksNeeded = Math.ceil((by.smoothingMs * 12) / observeEveryMs) + 1;
        for (let look = 1; look <= looksNeeded; look++) state = nextCongestion(state, { expectedWaitMs, nowMs: look * observeEveryMs }, by);
        expect(Math.abs((state?.published ?? 0) - to)).toBeLessThanOrEqual(by.step / 2);
        const rested = state === undefined ? undefined : nextCongestion(state, { expectedWaitMs, nowMs: state.observedAtMs + 5_000 }, by);
        expect(Math.abs((rested?.published ?? 0) - to)).toBeLessThanOrEqual(by.step / 2);
      }),
      { numRuns: 50 },
    );
  });

  test('does not jump after a restart: an hour without a look counts as two looks', () => {
    const by = { targetMs: 60_000, smoothingMs: 120_000, step: 50_000, cap: 2_000_000 };
    const calm = { smoothed: 1_000_000, published: 1_000_000, expectedWaitMs: 60_000, observedAtMs: 0 };
    const short = nextCongestion(calm, { expectedWaitMs: 600_000, nowMs: 2 * observeEveryMs }, by);
    expect(nextCongestion(calm, { expectedWaitMs: 600_000, nowMs: 3_600_000 }, by)).toEqual({ ...short, observedAtMs: 3_600_000 });
    expect(short.published).toBeLessThan(1_100_000);
  });

  test('does not flicker on a wait that swings around a step', () => {
    const by = { targetMs: 60_000, smoothingMs: 60_000, step: 100_000, cap: 2_000_000 };
    let state: CongestionState = { smoothed: 1_300_000, published: 1_300_000, expectedWaitMs: 78_000, observedAtMs: 0 };
    const multipliers = new Set<string>();
    for (let look = 1; look <= 200; look++) {
      state = nextCongestion(state, { expectedWaitMs: 78_000 + (look % 2 === 0 ? 12_000 : -12_000), nowMs: look * observeEveryMs }, by);
      multipliers.add(multiplierAt({ step: '0.1', floor: '1', cap: '2' }, state.published));
    }
    expect([...multipliers]).toEqual(['1.3']);
  });
});

test('a multiplier is a whole number of steps, from the floor to the cap', () => {
  const line = { step: '0.05', floor: '0.8', cap: '2' };
  expect([0, 800_000, 849_999, 850_000, 1_370_000, 2_000_000, 9_000_000].map((ratio) => multiplierAt(line, ratio))).toEqual([
    '0.8',
    '0.8',
    '0.8',
    '0.85',
    '1.35',
    '2',
    '2',
  ]);
});

describe('a queue with bursts and customers who look at the price', () => {
  const line = { step: '0.05', floor: '1', cap: '2' };
  const steady = { line, targetMs: 60_000, smoothingMs: 30_000, madePerMinute: 20, hours: 4 };

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('never exceeds its cap, and comes back to 1 (seed %i)', (seed) => {
    const told = simulateQueue({ ...steady, seed, burstAtMs: 600_000, burstPictures: 400 });
    expect(told.every(({ multiplier }) => compare(ratioFromText(multiplier), ratioFromText('2')) <= 0)).toBe(true);
    expect(told.some(({ multiplier }) => multiplier === '2')).toBe(true);
    expect(told.at(-1)?.multiplier).toBe('1');
  });

  test.each([
    { elasticity: 0.5, perMinute: 25 },
    { elasticity: 1, perMinute: 30 },
    { elasticity: 2, perMinute: 45 },
    { elasticity: 3, perMinute: 60 },
  ])('settles under a steady demand above what can be made, without swinging: %o', (demand) => {
    const told = simulateQueue({ ...steady, ...demand, seed: 0, byChance: false });
    // The factor at which as many pictures are asked for as are made.
    const balance = (demand.perMinute / steady.madePerMinute) ** (1 / demand.elasticity);
    const factors = told.map(({ multiplier }) => Number(multiplier));
    expect(Math.max(...factors)).toBeLessThanOrEqual(balance + 0.4);
    const late = factors.slice(factors.length / 2);
    expect(Math.max(...late) - Math.min(...late)).toBeLessThanOrEqual(0.1 + 1e-9);
    expect(Math.abs((late.at(-1) ?? 0) - balance)).toBeLessThanOrEqual(0.1);
  });

  test.each([11, 12, 13, 14, 15, 16])('where people come by chance, the factor swings no more than their number does (seed %i)', (seed) => {
    const told = simulateQueue({ ...steady, seed, perMinute: 30 });
    const late = told.slice(told.length / 4).map(({ multiplier }) => Number(multiplier));
    const mean = late.reduce((sum, factor) => sum + factor, 0) / late.length;
    const deviation = Math.sqrt(late.reduce((sum, factor) => sum + (factor - mean) ** 2, 0) / late.length);
    expect(Math.abs(mean - 1.5)).toBeLessThanOrEqual(0.15);
    expect(deviation).toBeLessThanOrEqual(0.25);
    // With a look every five seconds, a factor that flickered would turn round hundreds of times an hour.
    const turns = late.filter((now, at) => Math.sign(now - (late[at - 1] ?? now)) * Math.sign((late[at + 1] ?? now) - now) < 0).length;
    expect(turns).toBeLessThan(late.length / 20);
  });
});
