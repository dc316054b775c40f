import { expect, test } from 'vitest';
import type { ComparedOffer } from '../../api/sdk.ts';
import { costChart } from './cost-chart.ts';

const offer = (offerId: string, ...curve: [number, string][]): ComparedOffer => ({
  kind: 'pack',
  offerId,
  term: null,
  title: offerId,
  monthlyUsdt: '1',
  perImageUsdt: '1',
  explanation: '',
  cheaperThanImagesFrom: null,
  curve: curve.map(([images, monthlyUsdt]) => ({ images, monthlyUsdt })),
});

test('the dearest end fills the height, and the need stands where it is on the way', () => {
  const chart = costChart([offer('a', [0, '50'], [1000, '50']), offer('b', [0, '0'], [1000, '100'])], 500);
  expect(chart).toMatchObject({ imagesMax: 1000, usdtMax: 100, needX: 320 });
  expect(chart.paths.map(({ points }) => points)).toEqual(['0,110 640,110', '0,220 640,0']);
});

test('nothing to draw is no division by zero', () => {
  expect(costChart([], 0)).toEqual({ imagesMax: 1, usdtMax: 1, paths: [], needX: 0 });
});
