import type { Problem } from '../../kernel/index.ts';
import { unopenedAccount, type AccountState } from '../account/account-state.ts';
import { advance } from '../account/advance.ts';
import type { Alert } from '../account/alerts.ts';
import { bookEntry, type BookedEntry, type Booking } from '../account/book-entry.ts';
import { checkCommand } from './check-command.ts';
import type { Command, NamedTransfer } from '../commands.ts';
import { bookingTimeMs, decide } from './decide.ts';
import type { Entry } from '../entries.ts';
import { fingerprintOf } from './fingerprint.ts';
import { commandIdReused, invalidCommand, problemFrom, unknownAccount, type Refusal } from '../problems.ts';
import { refuse } from '../account/refuse.ts';
import { emptied, noPast, type Past, type Reversible } from '../account/reversible.ts';

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
  /** What is to be told. */
  readonly alerts: readonly Alert[];
}

interface Progress {
  state: AccountState | undefined;
  readonly booked: BookedEntry[];
  readonly refusals: RememberedRefusal[];
  readonly alerts: Alert[];
  readonly answers: Map<string, Answer>;
  past: Past;
}

/**
 * Decides requests of one account, one after the other. Pure. `answers` holds what the commands' ids were answered with before,
 * as far as they were. An id that is known gets its first answer again and changes nothing.
 */
export function decideRequests(
  accountId: string,
  before: AccountState | undefined,
  requests: readonly Request[],
  answers: ReadonlyMap<string, Answer>,
  nowMs: number,
  past: Past = noPast,
): Decisions {
  const progress: Progress = {
    state: before,
    booked: [],
    refusals: [],
    alerts: [],
    answers: new Map(answers),
    past,
  };
  const outcomes = requests.map((request) => answerAgain(request, progress.answers) ?? decideRequest(accountId, request, progress, nowMs));
  return { outcomes, state: progress.state, booked: progress.booked, refusals: progress.refusals, alerts: progress.alerts };
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
    progress.alerts.push(...advanced.alerts);
  }
  let state = advanced.state;
  const booked: BookedEntry[] = [];
  const alerts: Alert[] = [];
  let { past } = progress;
  const refused = (refusal: Refusal, command: Command, fingerprint: string): Outcome => {
    // What opened the account goes with it, so that there is no place to remember this.
    if (!opening) rememberRefusal(progress, { commandId: command.id, fingerprint, atMs: bookingTimeMs(state, nowMs), refusal });
    return { outcome: 'refused', problem: problemFrom(refusal) };
  };
  for (const command of request) {
    const fingerprint = fingerprintOf(command);
    const checked = checkCommand(command);
    if (typeof checked === 'string') return refused(refuse(invalidCommand, `${checked}.`).refusal, command, fingerprint);
    const verdict = decide(state, checked, nowMs, past);
    if ('refusal' in verdict) return refused(verdict.refusal, command, fingerprint);
    const cause = { commandId: command.id, fingerprint, reference: checked.reference, memo: checked.memo };
    const booking = bookEntry(state, verdict.draft, cause);
    booked.push(booking.booked);
    alerts.push(...booking.alerts);
    past = followPast(past, booking, state);
    state = booking.state;
    if (verdict.draft.rules === undefined) continue;
    // What it set may be due at once, as the first cycle of a recurring grant is.
    const due = advance(state, bookingTimeMs(state, nowMs));
    booked.push(...due.booked);
    alerts.push(...due.alerts);
    state = due.state;
  }
  progress.state = state;
  progress.past = past;
  progress.booked.push(...booked);
  progress.alerts.push(...alerts);
  for (const { entry, fingerprint } of booked) {
    if (entry.commandId !== null && fingerprint !== null) progress.answers.set(entry.commandId, { fingerprint, entry });
  }
  const entries = booked.map((booking) => booking.entry).filter((entry) => entry.commandId !== null);
  return { outcome: 'booked', entries, replayed: false };
}

/** What is known of the entries that reversals and refunds name as it is after an entry of this batch. */
function followPast(past: Past, { booked, state }: Booking, before: AccountState): Past {
  // Only for a request that undoes something is anything known.
  if (past.reversible.size === 0) return past;
  const { entry, moves, terms } = booked;
  const known = new Map<string, Reversible | undefined>(past.reversible);
  if (entry.commandId !== null && known.has(entry.commandId)) {
    const named = new Set(moves.map((move) => move.grant));
    const grants = [...before.grants, ...state.grants.filter((grant) => grant.number === entry.number)];
    const { number, kind, atMs, usage } = entry;
    const own = grants.filter((grant) => named.has(grant.number)).map(emptied);
    const granted = { granted: terms?.amount ?? 0n, grantKind: terms?.kind ?? null, expiresAtMs: terms?.expiresAtMs ?? null };
    known.set(entry.commandId, { number, kind, atMs, moves, usage, ...granted, grants: own, reversed: false, laterPurchase: past.bought });
  }
  for (const [commandId, original] of known) {
    if (original && original.number === entry.reverses?.number) known.set(commandId, { ...original, reversed: true });
  }
  return { reversible: known, bought: past.bought || terms?.kind === 'purchased' };
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
