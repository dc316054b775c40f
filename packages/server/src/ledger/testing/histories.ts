import fc from 'fast-check';
import type { AccountState } from '../account/account-state.ts';
import type { Alert } from '../account/alerts.ts';
import type { BookedEntry } from '../account/book-entry.ts';
import type { Command } from '../commands.ts';
import { decideRequests, type Answer, type Outcome, type Request } from '../decide/decide-requests.ts';
import type { Past, Reversible } from '../account/reversible.ts';
import { beginnings, drafts, testAccountId as accountId } from './drafts.ts';

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

/** A request that comes some milliseconds after the one before it. */
export interface Step {
  readonly waitMs: number;
  readonly request: Request;
}

const dayMs = 86_400_000;
/** Just before a month ends, and a day, and a Saturday. */
export const startMs = Date.UTC(2026, 0, 31, 23, 59, 59, 990);
export { testAccountId } from './drafts.ts';

const draftedSteps = fc.record({
  waitMs: fc.oneof(
    { weight: 12, arbitrary: fc.constant(0) },
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 9 }) },
    // Over some cycles, or to just before one begins.
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.integer({ min: 0, max: 45 }), fc.integer({ min: -30, max: 30 }))
        .map(([days, ms]) => Math.max(0, days * dayMs + ms)),
    },
  ),
  linked: fc.oneof(
    { weight: 6, arbitrary: fc.array(drafts, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(drafts, { minLength: 2, maxLength: 4 }) },
  ),
});

export const stepsMax = 50;
const beginningMax = 5;

const drafted = fc.array(draftedSteps, { minLength: 1, maxLength: stepsMax - beginningMax, size: 'max' });
const begun = fc
  .tuple(beginnings, drafted)
  .map(([beginning, steps]) => [...beginning.map((draft) => ({ waitMs: 0, linked: [draft] })), ...steps]);

/** Random histories of one account; the first step opens it. */
export const histories: fc.Arbitrary<readonly Step[]> = fc.oneof(begun, drafted).map((all) => {
  const steps: Step[] = [{ waitMs: 0, request: [{ command: 'open-account', id: 'open', accountId }] }];
  let [nowMs, holds] = [startMs, 0];
  for (const [index, { waitMs, linked }] of all.entries()) {
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
  readonly alerts: readonly Alert[];
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

/** Plays commands, one request each, all at the same moment. */
export function playAll(commands: readonly DistributiveOmit<Command, 'id' | 'accountId'>[]): Played {
  const steps = commands.map((command, index) => ({ waitMs: 0, request: [{ ...command, id: `c${String(index)}`, accountId }] }));
  return play(steps);
}

/** Plays a history on the pure core, with a look after each step. */
export function play(steps: readonly Step[], look: (played: Played, step: Step) => void = () => undefined): Played {
  let played: Played = { state: undefined, booked: [], outcomes: [], alerts: [], answers: new Map(), nowMs: startMs };
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
      alerts: [...played.alerts, ...decisions.alerts],
      answers,
      nowMs,
    };
    look(played, step);
  }
  return played;
}
