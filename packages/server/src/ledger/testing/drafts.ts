import fc from 'fast-check';
import type { Command } from '../commands.ts';
import { grantKinds } from '../grants.ts';
import { ruleDrafts } from './rule-drafts.ts';

export const testAccountId = 'acct_of_the_test';

/** Grants hold a few spends, and are sometimes too large for a double. */
const grantAmounts = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt(1n, 120n) },
  { weight: 1, arbitrary: fc.bigInt(2n ** 53n - 2n, 2n ** 53n + 2n) },
  { weight: 1, arbitrary: fc.bigInt(2n ** 62n - 2n, 2n ** 63n - 1n) },
);
const spendAmounts = fc.oneof(
  { weight: 9, arbitrary: fc.bigInt(1n, 40n) },
  { weight: 1, arbitrary: fc.bigInt(2n ** 53n - 2n, 2n ** 53n + 2n) },
);
const delays = fc.integer({ min: 1, max: 40 });

/** What a drafted command turns on once its place in the history is known. Times are relative to the moment of sending. */
export interface Sent {
  readonly id: string;
  readonly nowMs: number;
  /** How many holds were asked for before. */
  readonly holds: number;
}
export type Draft = (sent: Sent) => Command;

const accountId = testAccountId;
const usages = fc.constantFrom(
  undefined,
  { projectId: 'proj_a', model: 'sd' },
  { projectId: 'proj_a', apiKeyId: 'key_1' },
  { apiKeyId: 'key_1', sessionId: 'ses_1' },
  {},
);
const useReserve = fc.constantFrom(undefined, undefined, false, true);
const grantDrafts = fc
  .record({
    kind: fc.constantFrom(...grantKinds.filter((kind) => kind !== 'transferred')),
    amount: grantAmounts,
    priority: fc.constantFrom(undefined, 0, 50, 100),
    effectiveIn: fc.option(fc.integer({ min: -5, max: 15 }), { nil: undefined, freq: 3 }),
    expiresIn: fc.option(delays, { nil: undefined, freq: 3 }),
    label: fc.constantFrom(undefined, 'a label'),
  })
  .map(({ effectiveIn, expiresIn, ...terms }): Draft => ({ id, nowMs }) => ({
    command: 'grant',
    id,
    accountId,
    ...terms,
    effectiveAtMs: effectiveIn === undefined ? undefined : nowMs + effectiveIn,
    expiresAtMs: expiresIn === undefined ? undefined : nowMs + Math.max(0, effectiveIn ?? 0) + expiresIn,
  }));
const holdDrafts = fc
  .record({ amount: spendAmounts, timeoutMs: delays, again: fc.constantFrom(0, 0, 0, 0, 0, 1), usage: usages, useReserve })
  .map(({ again, ...members }): Draft => ({ id, holds }) => ({
    command: 'hold',
    id,
    accountId,
    holdId: `hold_${String(holds - again)}`,
    ...members,
  }));
/** Which of the holds so far, the latest being 1. */
const back = fc.integer({ min: 1, max: 4 });
const captureDrafts = fc
  .record({
    back,
    amount: fc.option(spendAmounts, { nil: undefined, freq: 3 }),
    final: fc.constantFrom(undefined, true, false, false),
    usage: fc.constantFrom(undefined, undefined, { model: 'other', operation: 'upscale' }),
    useReserve,
  })
  .map(({ back: ago, ...members }): Draft => ({ id, holds }) => ({
    command: 'capture',
    id,
    accountId,
    holdId: `hold_${String(Math.max(0, holds - ago))}`,
    ...members,
  }));
const extendDrafts = fc.tuple(back, delays).map(([ago, timeoutMs]): Draft => ({ id, holds }) => ({
  command: 'extend',
  id,
  accountId,
  holdId: `hold_${String(Math.max(0, holds - ago))}`,
  timeoutMs,
}));
const voidDrafts = back.map((ago): Draft => ({ id, holds }) => ({
  command: 'void',
  id,
  accountId,
  holdId: `hold_${String(Math.max(0, holds - ago))}`,
}));
const spendDrafts = fc.tuple(spendAmounts, usages, useReserve).map(([amount, usage, reserve]): Draft => ({ id }) => ({
  command: 'spend',
  id,
  accountId,
  amount,
  usage,
  useReserve: reserve,
  memo: 'a memo "with" signs — ✓',
  reference: { type: 'generation', id: 'gen_1' },
}));
const adjustDrafts = fc.tuple(spendAmounts, fc.boolean()).map(([amount, up]): Draft => ({ id }) => ({
  command: 'adjust',
  id,
  accountId,
  amount: up ? amount : -amount,
  reason: 'a correction',
}));
/** Of commands that came some requests before, whatever they were. */
const reverseDrafts = fc.integer({ min: 1, max: 6 }).map((ago): Draft => ({ id }) => ({
  command: 'reverse',
  id,
  accountId,
  commandId: `cmd_${String(Number(id.split('_')[1]) - ago)}_0`,
}));
/** Of early commands, among which first purchases are, with a bonus or two. */
const refundDrafts = fc
  .tuple(fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 5, 6), fc.uniqueArray(fc.constantFrom(1, 1, 1, 2, 3, 4, 5), { maxLength: 2 }))
  .map(([of, bonuses]): Draft => ({ id }) => ({
    command: 'refund',
    id,
    accountId,
    commandId: `cmd_${String(of)}_0`,
    bonusCommandIds: bonuses.map((index) => `cmd_${String(index)}_0`),
  }));
const wrongDrafts = fc.bigInt(-5n, 0n).map((amount): Draft => ({ id }) => ({ command: 'spend', id, accountId, amount }));

export const drafts: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 5, arbitrary: grantDrafts },
  { weight: 5, arbitrary: holdDrafts },
  { weight: 5, arbitrary: captureDrafts },
  { weight: 2, arbitrary: voidDrafts },
  { weight: 2, arbitrary: extendDrafts },
  { weight: 6, arbitrary: spendDrafts },
  { weight: 1, arbitrary: adjustDrafts },
  { weight: 2, arbitrary: reverseDrafts },
  { weight: 2, arbitrary: refundDrafts },
  { weight: 9, arbitrary: ruleDrafts },
  { weight: 1, arbitrary: wrongDrafts },
);

/** With what many histories begin, so that there is something to hold, to bill and to pay back. */
export const beginnings: fc.Arbitrary<readonly Draft[]> = fc
  .record({ bought: fc.bigInt(5n, 200n), bonus: fc.bigInt(1n, 50n), limit: fc.bigInt(20n, 150n), budget: fc.bigInt(5n, 40n) })
  .map(({ bought, bonus, limit, budget }): readonly Draft[] => [
    ({ id }) => ({ command: 'grant', id, accountId, kind: 'purchased', amount: bought }),
    ({ id, nowMs }) => ({ command: 'grant', id, accountId, kind: 'bonus', amount: bonus, expiresAtMs: nowMs + 25 }),
    ({ id }) => ({ command: 'set-credit-limit', id, accountId, amount: limit }),
    ({ id }) => ({ command: 'set-alert-level', id, accountId, amount: budget }),
    ({ id }) => ({ command: 'set-budget', id, accountId, scope: { type: 'project', id: 'proj_a' }, period: 'day', limit: budget }),
  ]);
