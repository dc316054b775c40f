import fc from 'fast-check';
import type { AccountState } from '../account-state.ts';
import type { BookedEntry } from '../book-entry.ts';
import type { Command } from '../commands.ts';
import { decideRequests, type Answer, type Outcome, type Request } from '../decide-requests.ts';
import type { Past, Reversible } from '../reversible.ts';
import { grantKinds } from '../grants.ts';

/** A request that comes some milliseconds after the one before it. */
export interface Step {
  readonly waitMs: number;
  readonly request: Request;
}

export const startMs = Date.UTC(2026, 0, 31, 23, 59, 59, 990);
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
interface Sent {
  readonly id: string;
  readonly nowMs: number;
  /** How many holds were asked for before. */
  readonly holds: number;
}
type Draft = (sent: Sent) => Command;

const accountId = testAccountId;
const usages = fc.constantFrom(undefined, undefined, { projectId: 'proj_a', model: 'sd' }, { apiKeyId: 'key_1', sessionId: 'ses_1' }, {});
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
  .record({ amount: spendAmounts, timeoutMs: delays, again: fc.constantFrom(0, 0, 0, 0, 0, 1), usage: usages })
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
  })
  .map(({ back: ago, ...members }): Draft => ({ id, holds }) => ({
    command: 'capture',
    id,
    accountId,
    holdId: `hold_${String(holds - ago)}`,
    ...members,
  }));
const extendDrafts = fc.tuple(back, delays).map(([ago, timeoutMs]): Draft => ({ id, holds }) => ({
  command: 'extend',
  id,
  accountId,
  holdId: `hold_${String(holds - ago)}`,
  timeoutMs,
}));
const voidDrafts = back.map((ago): Draft => ({ id, holds }) => ({ command: 'void', id, accountId, holdId: `hold_${String(holds - ago)}` }));
const spendDrafts = fc.tuple(spendAmounts, usages).map(([amount, usage]): Draft => ({ id }) => ({
  command: 'spend',
  id,
  accountId,
  amount,
  usage,
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
const wrongDrafts = fc.bigInt(-5n, 0n).map((amount): Draft => ({ id }) => ({ command: 'spend', id, accountId, amount }));

const drafts: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 5, arbitrary: grantDrafts },
  { weight: 5, arbitrary: holdDrafts },
  { weight: 5, arbitrary: captureDrafts },
  { weight: 2, arbitrary: voidDrafts },
  { weight: 2, arbitrary: extendDrafts },
  { weight: 2, arbitrary: spendDrafts },
  { weight: 1, arbitrary: adjustDrafts },
  { weight: 2, arbitrary: reverseDrafts },
  { weight: 1, arbitrary: wrongDrafts },
);

const draftedSteps = fc.record({
  waitMs: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 9 }) }),
  linked: fc.oneof(
    { weight: 6, arbitrary: fc.array(drafts, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(drafts, { minLength: 2, maxLength: 4 }) },
  ),
});

export const stepsMax = 50;

/** Random histories of one account; the first step opens it. */
export const histories: fc.Arbitrary<readonly Step[]> = fc
  .array(draftedSteps, { minLength: 1, maxLength: stepsMax, size: 'max' })
  .map((drafted) => {
    const steps: Step[] = [{ waitMs: 0, request: [{ command: 'open-account', id: 'open', accountId }] }];
    let [nowMs, holds] = [startMs, 0];
    for (const [index, { waitMs, linked }] of drafted.entries()) {
      nowMs += waitMs;
      const request: Command[] = [];
      for (const [place, draft] of linked.entries()) {
        const command = draft({ id: `cmd_${String(index)}_${String(place)}`, nowMs, holds });
        if (command.command === 'hold') holds += 1;
        request.push(command);
      }
      steps.push({ waitMs, request });
    }
    return steps;
  });

/** The same history, of another account. */
export function historyOf(steps: readonly Step[], otherAccountId: string): readonly Step[] {
  return steps.map((step) => ({ ...step, request: step.request.map((command) => ({ ...command, accountId: otherAccountId })) }));
}

export interface Played {
  readonly state: AccountState | undefined;
  readonly booked: readonly BookedEntry[];
  readonly outcomes: readonly Outcome[];
  readonly answers: ReadonlyMap<string, Answer>;
  readonly nowMs: number;
}

/** What the reversals among requests must know, from the journal so far. */
export function pastOf(booked: readonly BookedEntry[], requests: readonly Request[]): Past {
  const wanted = requests
    .flat()
    .flatMap((command) =>
      command.command === 'reverse'
        ? [command.commandId]
        : command.command === 'refund'
          ? [command.commandId, ...(command.bonusCommandIds ?? [])]
          : [],
    );
  const reversible = new Map(wanted.map((commandId) => [commandId, reversibleIn(booked, commandId)]));
  return { reversible, bought: booked.some(({ terms }) => terms?.kind === 'purchased') };
}

function reversibleIn(booked: readonly BookedEntry[], commandId: string): Reversible | undefined {
  const original = booked.find(({ entry }) => entry.commandId === commandId);
  if (original === undefined) return undefined;
  const { entry, moves, terms } = original;
  const reversed = booked.some((other) => other.entry.reverses?.number === entry.number);
  const named = new Set(moves.map((move) => move.grant));
  const grants = booked.flatMap(({ entry: { number, atMs }, terms: given }) => {
    if (given === null || !named.has(number)) return [];
    const { grantId, kind, originKind, priority, effectiveAtMs, expiresAtMs } = given;
    const nothing = { scheduled: 0n, available: 0n, held: 0n };
    return [
      { number, id: grantId, kind, originKind, priority, effectiveAtMs, expiresAtMs, createdAtMs: atMs, warned: 0 as const, ...nothing },
    ];
  });
  const { number, kind, atMs, usage } = entry;
  return {
    number,
    kind,
    atMs,
    moves,
    usage,
    granted: terms?.amount ?? 0n,
    grantKind: terms?.kind ?? null,
    expiresAtMs: terms?.expiresAtMs ?? null,
    grants,
    reversed,
    laterPurchase: booked.some((other) => other.terms?.kind === 'purchased' && other.entry.number < entry.number),
  };
}

/** Plays a history on the pure core, with a look after each step. */
export function play(steps: readonly Step[], look: (played: Played, step: Step) => void = () => undefined): Played {
  let played: Played = { state: undefined, booked: [], outcomes: [], answers: new Map(), nowMs: startMs };
  for (const step of steps) {
    const nowMs = played.nowMs + step.waitMs;
    const decisions = decideRequests(
      step.request[0]?.accountId ?? accountId,
      played.state,
      [step.request],
      played.answers,
      nowMs,
      pastOf(played.booked, [step.request]),
    );
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
