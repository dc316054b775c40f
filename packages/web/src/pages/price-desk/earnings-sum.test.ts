import { expect, test } from 'vitest';
import type { EarningsSlice } from '../../api/sdk.ts';
import { addEarnings, percentDone } from './earnings-sum.ts';

const slice: EarningsSlice = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-01-11T00:00:00.000Z',
  until: '2026-01-06T00:00:00.000Z',
  generations: 2,
  images: 3,
  charged: '0.1',
  current: { earned: '0.1', unpriced: { generations: 0, charged: '0' }, reasons: [] },
  tried: { earned: '0.2', unpriced: { generations: 1, charged: '0.05' }, reasons: [{ detail: 'no such model', generations: 1 }] },
  nextCursor: 'next',
};

test('the parts of earnings add up exactly, and say how far they are', () => {
  expect(percentDone(slice)).toBe(50);
  const last = { ...slice, until: slice.to, nextCursor: null };
  expect(percentDone(last)).toBe(100);
  expect(addEarnings(slice, last)).toEqual({
    ...last,
    generations: 4,
    images: 6,
    charged: '0.2',
    current: { earned: '0.2', unpriced: { generations: 0, charged: '0' }, reasons: [] },
    tried: { earned: '0.4', unpriced: { generations: 2, charged: '0.1' }, reasons: [{ detail: 'no such model', generations: 2 }] },
  });
});
