import fc from 'fast-check';
import type { CycleUnit } from '../account-rules.ts';
import type { Draft } from './drafts.ts';

const accountId = 'acct_of_the_test';
const dayMs = 86_400_000;
const small = fc.bigInt(1n, 60n);
const smallOrNull = fc.option(small, { nil: null, freq: 4 });

const reserveDrafts = fc.bigInt(0n, 30n).map((amount): Draft => ({ id }) => ({ command: 'set-reserve', id, accountId, amount }));
const alertDrafts = smallOrNull.map((amount): Draft => ({ id }) => ({ command: 'set-alert-level', id, accountId, amount }));
const creditDrafts = smallOrNull.map((amount): Draft => ({ id }) => ({ command: 'set-credit-limit', id, accountId, amount }));
const closeDrafts = fc.constant<Draft>(({ id }) => ({ command: 'close-period', id, accountId }));
const settleDrafts = fc.bigInt(1n, 9n).map((amount): Draft => ({ id }) => ({ command: 'settle', id, accountId, amount }));

const scopes = fc.constantFrom(
  { type: 'project' as const, id: 'proj_a' },
  { type: 'api_key' as const, id: 'key_1' },
  { type: 'session' as const, id: 'ses_1' },
);
const budgetDrafts = fc
  .record({
    scope: scopes,
    period: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'total' as const),
    limit: fc.option(fc.bigInt(0n, 90n), { nil: null, freq: 5 }),
  })
  .map((members): Draft => ({ id }) => ({ command: 'set-budget', id, accountId, ...members }));

/** Anchors lie so that a cycle begins some milliseconds from now, and more than one at the same moment. */
const anchors = fc.option(fc.record({ ms: fc.constantFrom(-20, -1, 0, 1, 5, 5, 12), days: fc.constantFrom(0, 0, 1, 7, 31, 365, 400) }), {
  nil: undefined,
  freq: 3,
});
const startDrafts = fc
  .record({
    recurringId: fc.constantFrom('plan_1', 'plan_2', 'plan_3'),
    kind: fc.constantFrom(undefined, 'purchased' as const, 'bonus' as const),
    amount: fc.bigInt(1n, 60n),
    every: fc.constantFrom(undefined, 1, 2),
    unit: fc.constantFrom<CycleUnit>('day', 'day', 'week', 'month', 'month', 'year'),
    anchor: anchors,
    timeZone: fc.constantFrom(undefined, 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Chatham'),
    cycles: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    rollover: fc.option(fc.record({ max: smallOrNull, cycles: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }) }), {
      nil: null,
      freq: 4,
    }),
    priority: fc.constantFrom(undefined, 50, 10),
  })
  .map(({ anchor, ...members }): Draft => ({ id, nowMs }) => ({
    command: 'start-recurring-grant',
    id,
    accountId,
    ...members,
    startsAtMs: anchor && nowMs + anchor.ms - anchor.days * dayMs,
  }));
const stopDrafts = fc.constantFrom('plan_1', 'plan_2', 'plan_3').map((recurringId): Draft => ({ id }) => ({
  command: 'stop-recurring-grant',
  id,
  accountId,
  recurringId,
}));

const extendDrafts = fc
  .record({ recurringId: fc.constantFrom('plan_1', 'plan_2', 'plan_3'), cycles: fc.constantFrom(1, 1, 2, 12, 1200) })
  .map((members): Draft => ({ id }) => ({ command: 'extend-recurring-grant', id, accountId, ...members }));

/** Commands about what an account settles. */
export const ruleDrafts: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 2, arbitrary: reserveDrafts },
  { weight: 2, arbitrary: alertDrafts },
  { weight: 3, arbitrary: budgetDrafts },
  { weight: 3, arbitrary: creditDrafts },
  { weight: 4, arbitrary: closeDrafts },
  { weight: 4, arbitrary: settleDrafts },
  { weight: 4, arbitrary: startDrafts },
  { weight: 3, arbitrary: extendDrafts },
  { weight: 1, arbitrary: stopDrafts },
);
