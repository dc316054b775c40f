import { expect, test } from 'vitest';
import { readPlan } from './plan-ask.ts';

test('a plan is asked for as it was typed, and each wrong field is named', () => {
  expect(readPlan({ to: 'T1', minimum: '1 200,50', most: '200' })).toEqual({
    body: { to: 'T1', minimumUsdt: '1200.5', addressesMax: 200 },
  });
  expect(readPlan({ to: 'T1', minimum: '0', most: '1' })).toEqual({ body: { to: 'T1', minimumUsdt: '0', addressesMax: 1 } });
  for (const most of ['0', '201', '-1', '1.5', '', 'all'])
    expect(readPlan({ to: 'T1', minimum: '5', most }), most).toHaveProperty('wrong.most');
  expect(Object.keys((readPlan({ to: '', minimum: 'much', most: '' }) as { wrong: object }).wrong)).toEqual(['to', 'minimum', 'most']);
});
