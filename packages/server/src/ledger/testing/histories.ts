import fc from 'fast-check';
import type { AccountState } from '../account-state.ts';
import type { BookedEntry } from '../book-entry.ts';
import type { Command } from '../commands.ts';
import { decideRequests, type Answer, type Outcome, type Request } from '../decide-requests.ts';
import { grantKinds } from '../grants.ts';

/** A request that comes some milliseconds after the one before it. */
export interface Step {
  readonly waitMs: number;
  readonly request: Request;
}

export const startMs = Date.UTC(2026, 0, 31, 23, 59, 59, 990);
export const testAccountId = 'acct_of_the_test';

/** Small enough for ids and moments to meet often, and sometimes too large for a double. */
const amounts = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt(1n, 60n) },
  { weight: 1, arbitrary: fc.bigInt(2n ** 53n - 2n, 2n ** 53n + 2n) },
  { weight: 1, arbitrary: fc.bigInt(2n ** 62n - 2n, 2n ** 63n - 1n) },
);
const holdIds = fc.constantFrom('hold_a', 'hold_b', 'hold_c', 'hold_d');
const delays = fc.integer({ min: 1, max: 25 });

/** Times are relative to the moment at which the command is sent; `history` fills them in. */
type Draft = (id: string, nowMs: number) => Command;

const accountId = testAccountId;
const drafts: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        kind: fc.constantFrom(...grantKinds),
        amount: amounts,
        priority: fc.constantFrom(undefined, 0, 50, 100),
        effectiveIn: fc.option(fc.integer({ min: -5, max: 15 }), { nil: undefined, freq: 3 }),
        expiresIn: fc.option(delays, { nil: undefined, freq: 3 }),
        label: fc.constantFrom(undefined, 'a label'),
      })
      .map(({ effectiveIn, expiresIn, ...terms }): Draft => (id, nowMs) => ({
        command: 'grant', id, accountId, ...terms,
        effectiveAtMs: effectiveIn === undefined ? undefined : nowMs + effectiveIn,
        expiresAtMs: expiresIn === undefined ? undefined : nowMs + Math.max(0, effectiveIn ?? 0) + expiresIn,
      })),
  },
  {
    weight: 4,
    arbitrary: fc.record({ holdId: holdIds, amount: amounts, timeoutMs: delays }).map((members): Draft => (id) => ({ command: 'hold', id, accountId, ...members })),
  },
  {
    weight: 4,
    arbitrary: fc
      .record({ holdId: holdIds, amount: fc.option(amounts, { nil: undefined }), final: fc.constantFrom(undefined, true, false) })
      .map((members): Draft => (id) => ({ command: 'capture', id, accountId, ...members })),
  },
  { weight: 2, arbitrary: holdIds.map((holdId): Draft => (id) => ({ command: 'void', id, accountId, holdId })) },
  {
    weight: 3,
    arbitrary: amounts.map((amount): Draft => (id) => ({
      command: 'spend', id, accountId, amount, memo: 'a memo "with" signs — ✓', reference: { type: 'generation', id: 'gen_1' },
    })),
  },
  { weight: 1, arbitrary: fc.bigInt(-5n, 0n).map((amount): Draft => (id) => ({ command: 'spend', id, accountId, amount })) },
);

const draftedSteps = fc.record({
  waitMs: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.integer({ min: 1, max: 12 }) }),
  drafts: fc.oneof({ weight: 5, arbitrary: fc.array(drafts, { minLength: 1, maxLength: 1 }) }, { weight: 1, arbitrary: fc.array(drafts, { minLength: 2, maxLength: 4 }) }),
});

/** Random histories of one account; the first step opens it. */
export const histories: fc.Arbitrary<readonly Step[]> = fc.array(draftedSteps, { minLength: 1, maxLength: 60 }).map((drafted) => {
  const steps: Step[] = [{ waitMs: 0, request: [{ command: 'open-account', id: 'open', accountId }] }];
  let nowMs = startMs;
  for (const [index, { waitMs, drafts: linked }] of drafted.entries()) {
    nowMs += waitMs;
    const sentMs = nowMs;
    steps.push({ waitMs, request: linked.map((draft, place) => draft(`cmd_${String(index)}_${String(place)}`, sentMs)) });
  }
  return steps;
});

export interface Played {
  readonly state: AccountState | undefined;
  readonly booked: readonly BookedEntry[];
  readonly outcomes: readonly Outcome[];
  readonly answers: ReadonlyMap<string, Answer>;
  readonly nowMs: number;
}

/** Plays a history on the pure core, with a look after each step. */
export function play(steps: readonly Step[], look: (played: Played, step: Step) => void = () => undefined): Played {
  let played: Played = { state: undefined, booked: [], outcomes: [], answers: new Map(), nowMs: startMs };
  for (const step of steps) {
    const nowMs = played.nowMs + step.waitMs;
    const decisions = decideRequests(accountId, played.state, [step.request], played.answers, nowMs);
    const answers = new Map(played.answers);
    for (const { entry, fingerprint } of decisions.booked) {
      if (entry.commandId !== null && fingerprint !== null) answers.set(entry.commandId, { fingerprint, entry });
    }
    for (const { commandId, fingerprint, refusal } of decisions.refusals) answers.set(commandId, { fingerprint, refusal });
    played = {
      state: decisions.state,
      booked: [...played.booked, ...decisions.booked],
      outcomes: [...played.outcomes, ...decisions.outcomes],
      answers,
      nowMs,
    };
    look(played, step);
  }
  return played;
}
