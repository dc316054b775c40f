import type { Problem } from '../kernel/index.ts';
import { unopenedAccount, type AccountState } from './account-state.ts';
import { advance } from './advance.ts';
import { bookEntry, type BookedEntry, type Booking } from './book-entry.ts';
import { checkCommand } from './check-command.ts';
import type { Command, NamedTransfer } from './commands.ts';
import { bookingTimeMs, decide } from './decide.ts';
import type { Entry } from './entries.ts';
import { fingerprintOf } from './fingerprint.ts';
import { commandIdReused, invalidCommand, problemFrom, unknownAccount, type Refusal } from './problems.ts';
import { refuse } from './refuse.ts';
import { emptied, type Reversible } from './reversible.ts';

/** Commands of one account that belong together: all are booked, or none. */
export type Request = readonly Command[];

/** What a command id was answered with. */
export type Answer = { readonly fingerprint: string } & ({ readonly entry: Entry } | { readonly refusal: Refusal });

export interface RememberedRefusal {
  readonly commandId: string;
  readonly fingerprint: string;
  readonly atMs: number;
  readonly refusal: Refusal;
}

export type Outcome =
  | { readonly outcome: 'booked'; readonly entries: readonly Entry[]; readonly replayed: boolean }
  | { readonly outcome: 'refused'; readonly problem: Problem };

export interface Decisions {
  /** One per request, in their order. */
  readonly outcomes: readonly Outcome[];
  /** `undefined` when the account is not open and stays so. */
  readonly state: AccountState | undefined;
  readonly booked: readonly BookedEntry[];
  readonly refusals: readonly RememberedRefusal[];
}

interface Progress {
  state: AccountState | undefined;
  readonly booked: BookedEntry[];
  readonly refusals: RememberedRefusal[];
  readonly answers: Map<string, Answer>;
  /** Of the commands that reversals name. */
  readonly reversible: Map<string, Reversible | undefined>;
}

/**
 * Decides requests of one account, one after the other. Pure. `answers` holds what the commands' ids were answered with before,
 * as far as they were; `reversible` has the entries of the commands that
 * reversals name. An id that is known gets its first answer again and changes nothing.
 */
export function decideRequests(
  accountId: string,
  before: AccountState | undefined,
  requests: readonly Request[],
  answers: ReadonlyMap<string, Answer>,
  nowMs: number,
  reversible: ReadonlyMap<string, Reversible | undefined> = new Map(),
): Decisions {
  const progress: Progress = { state: before, booked: [], refusals: [], answers: new Map(answers), reversible: new Map(reversible) };
  const outcomes = requests.map((request) => answerAgain(request, progress.answers) ?? decideRequest(accountId, request, progress, nowMs));
  return { outcomes, state: progress.state, booked: progress.booked, refusals: progress.refusals };
}

/** The outcome of a request whose ids have been used, or `undefined` when they are all new. */
export function answerAgain(request: readonly (Command | NamedTransfer)[], answers: ReadonlyMap<string, Answer>): Outcome | undefined {
  const entries: Entry[] = [];
  for (const command of request) {
    const answer = answers.get(command.id);
    if (answer === undefined) continue;
    if (answer.fingerprint !== fingerprintOf(command))
      return reused(`Command id ${command.id} was used with other content: choose a new id.`);
    if ('refusal' in answer) return { outcome: 'refused', problem: problemFrom(answer.refusal) };
    entries.push(answer.entry);
  }
  if (entries.length === 0) return undefined;
  if (entries.length === request.length) return { outcome: 'booked', entries, replayed: true };
  return reused('Some of these linked commands were booked before without the others: choose new ids.');
}

function reused(detail: string): Outcome {
  return { outcome: 'refused', problem: commandIdReused(detail) };
}

function decideRequest(accountId: string, request: Request, progress: Progress, nowMs: number): Outcome {
  const opening = progress.state === undefined;
  if (opening && request[0]?.command !== 'open-account') return refuseUnopened(accountId, request);
  const begun = progress.state ?? unopenedAccount(accountId);
  const advanced = advance(begun, bookingTimeMs(begun, nowMs));
  if (!opening) {
    progress.state = advanced.state;
    progress.booked.push(...advanced.booked);
  }
  let state = advanced.state;
  const booked: BookedEntry[] = [];
  const reversible = new Map(progress.reversible);
  const refused = (refusal: Refusal, command: Command, fingerprint: string): Outcome => {
    // What opened the account goes with it, so that there is no place to remember this.
    if (!opening) rememberRefusal(progress, { commandId: command.id, fingerprint, atMs: bookingTimeMs(state, nowMs), refusal });
    return { outcome: 'refused', problem: problemFrom(refusal) };
  };
  for (const command of request) {
    const fingerprint = fingerprintOf(command);
    const checked = checkCommand(command);
    if (typeof checked === 'string') return refused(refuse(invalidCommand, `${checked}.`).refusal, command, fingerprint);
    const verdict = decide(state, checked, nowMs, reversible);
    if ('refusal' in verdict) return refused(verdict.refusal, command, fingerprint);
    const cause = { commandId: command.id, fingerprint, reference: checked.reference, memo: checked.memo };
    const booking = bookEntry(state, verdict.draft, cause);
    booked.push(booking.booked);
    followReversals(reversible, booking, state);
    state = booking.state;
  }
  progress.state = state;
  for (const [commandId, known] of reversible) progress.reversible.set(commandId, known);
  progress.booked.push(...booked);
  for (const { entry, fingerprint } of booked) {
    if (entry.commandId !== null && fingerprint !== null) progress.answers.set(entry.commandId, { fingerprint, entry });
  }
  return { outcome: 'booked', entries: booked.map((booking) => booking.entry), replayed: false };
}

/** Keeps what is known of the entries that reversals name as it is after an entry of this batch. */
function followReversals(known: Map<string, Reversible | undefined>, { booked, state }: Booking, before: AccountState): void {
  const { entry, moves, terms } = booked;
  if (entry.commandId !== null && known.has(entry.commandId)) {
    const named = new Set(moves.map((move) => move.grant));
    const grants = [...before.grants, ...state.grants.filter((grant) => grant.number === entry.number)];
    const { number, kind, usage } = entry;
    const own = grants.filter((grant) => named.has(grant.number)).map(emptied);
    known.set(entry.commandId, { number, kind, moves, usage, granted: terms?.amount ?? 0n, grants: own, reversed: false });
  }
  if (entry.reverses === null) return;
  for (const [commandId, original] of known) {
    if (original?.number === entry.reverses.number) known.set(commandId, { ...original, reversed: true });
  }
}

/** Without an account there is no place to remember a refusal, so it is not remembered. */
function refuseUnopened(accountId: string, request: Request): Outcome {
  for (const command of request) {
    const checked = checkCommand(command);
    if (typeof checked === 'string') return { outcome: 'refused', problem: invalidCommand(`${checked}.`) };
  }
  return { outcome: 'refused', problem: unknownAccount(`There is no account ${accountId}: open it first.`) };
}

function rememberRefusal(progress: Progress, remembered: RememberedRefusal): void {
  if (progress.state) progress.state = { ...progress.state, refusals: progress.state.refusals + 1 };
  progress.refusals.push(remembered);
  progress.answers.set(remembered.commandId, { fingerprint: remembered.fingerprint, refusal: remembered.refusal });
}
