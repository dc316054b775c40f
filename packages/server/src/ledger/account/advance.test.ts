import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assert } from '../../kernel/index.ts';
import { advance, type Advanced } from './advance.ts';
import type { AccountState } from './account-state.ts';
import { histories, play } from '../testing/histories.ts';

const dayMs = 86_400_000;
/** Moments ahead, some of them close together, up to more than a year. */
const moments = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 420 }), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 8 })
  .map((all) => all.map(([days, ms]) => days * dayMs + ms).toSorted((a, b) => a - b));

function advanceBySteps(state: AccountState, ahead: readonly number[]): Advanced {
  let steps: Advanced = { state, booked: [], alerts: [] };
  for (const ms of ahead) {
    const { state: after, booked, alerts } = advance(steps.state, state.lastAtMs + ms);
    steps = { state: after, booked: [...steps.booked, ...booked], alerts: [...steps.alerts, ...alerts] };
  }
  return steps;
}

/** What was told of a grant is of no matter once it has expired. */
function withoutOver(state: AccountState, nowMs: number): AccountState {
  const grants = state.grants.map((grant) => ((grant.expiresAtMs ?? Infinity) <= nowMs ? { ...grant, warned: 0 as const } : grant));
  return { ...state, grants };
}

test('time passes the same in one jump as in any number of steps; only late warnings merge', () => {
  let booked = 0;
  fc.assert(
    fc.property(histories, moments, (history, ahead) => {
      const { state } = play(history);
      assert(state, 'the account is open');
      const toMs = state.lastAtMs + (ahead.at(-1) ?? 0);
      const jump = advance(state, toMs);
      const steps = advanceBySteps(state, ahead);
      expect(steps.booked).toEqual(jump.booked);
      expect(withoutOver(steps.state, toMs)).toEqual(withoutOver(jump.state, toMs));
      const others = ({ alerts }: Advanced) => alerts.filter(({ alert }) => alert !== 'grant.expiring');
      expect(others(steps)).toEqual(others(jump));
      for (const alert of jump.alerts) if (alert.alert === 'grant.expiring') expect(steps.alerts).toContainEqual(alert);
      booked += jump.booked.length;
    }),
    { numRuns: 200 },
  );
  expect(booked).toBeGreaterThan(200);
});
