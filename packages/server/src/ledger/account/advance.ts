import { assert } from '../../kernel/index.ts';
import { nextDueMs, type AccountState, type GrantState, type HoldPart, type HoldState } from './account-state.ts';
import type { Alert } from './alerts.ts';
import { bookEntry, noCause, type BookedEntry, type Draft } from './book-entry.ts';
import { creditLine, restingBook } from './credit-line.ts';
import type { NumberedMove } from './entry-hash.ts';
import { warnOf } from './expiry-warnings.ts';
import { sourceBook } from './operator-books.ts';
import { recurringDueAt } from './recurring.ts';

/** An account after what time alone has done to it. */
export interface Advanced {
  readonly state: AccountState;
  readonly booked: readonly BookedEntry[];
  readonly alerts: readonly Alert[];
}

/**
 * Books all that time alone has done to the account by `nowMs`: cycles that began, grants that took effect, holds that timed out, grants
 * that expired. Each entry stands at its own moment, and they come in time order; at the same moment, a cycle rolls over before the next
 * is granted, before grants take effect, before holds time out, before grants expire. Pure: the same account and time give the same
 * entries, whether they are stored or only shown.
 */
export function advance(state: AccountState, nowMs: number): Advanced {
  const booked: BookedEntry[] = [];
  const alerts: Alert[] = [];
  let current = state;
  for (let dueMs = nextDueMs(current); dueMs !== null && dueMs <= nowMs; dueMs = nextDueMs(current)) {
    const booking = bookEntry(current, draftDueAt(current, dueMs), noCause);
    booked.push(booking.booked);
    alerts.push(...booking.alerts);
    current = booking.state;
  }
  for (let warned = warnOf(current, nowMs); warned !== undefined; warned = warnOf(current, nowMs)) {
    alerts.push(expiring(warned));
    current = { ...current, grants: replaced(current.grants, warned) };
  }
  return { state: current, booked, alerts };
}

function replaced(grants: readonly GrantState[], grant: GrantState): readonly GrantState[] {
  return grants.map((candidate) => (candidate.number === grant.number ? grant : candidate));
}

function expiring({ id, kind, available, expiresAtMs, warned }: GrantState): Alert {
  assert(expiresAtMs !== null && warned !== 0, 'only of a grant that expires it is told');
  return { alert: 'grant.expiring', grantId: id, kind, days: warned, amount: available, expiresAtMs };
}

function draftDueAt(state: AccountState, dueMs: number): Draft {
  const recurring = recurringDueAt(state, dueMs);
  if (recurring) return recurring;
  const effective = first(state.grants.filter((grant) => grant.scheduled > 0n && grant.effectiveAtMs === dueMs));
  if (effective) return takeEffect(effective, dueMs);
  const timedOut = first(state.holds.filter((hold) => hold.deadlineMs === dueMs));
  if (timedOut) return timeOut(state, timedOut, dueMs);
  const expired = first(state.grants.filter((grant) => grant.available > 0n && grant.expiresAtMs === dueMs));
  assert(expired, 'what is due is a grant or a hold');
  return expire(expired, dueMs);
}

/** The one with the lowest number, so that the order never depends on how a list happens to be sorted. */
function first<T extends { readonly number: number }>(items: readonly T[]): T | undefined {
  return items.toSorted((a, b) => a.number - b.number)[0];
}

function takeEffect(grant: GrantState, atMs: number): Draft {
  const move: NumberedMove = { grant: grant.number, from: sourceBook[grant.kind], to: 'available', amount: grant.scheduled };
  return { kind: 'grant', atMs, moves: [move], takesEffect: grant.number };
}

function timeOut(state: AccountState, hold: HoldState, atMs: number): Draft {
  return { kind: 'expire', atMs, moves: giveBack(state, hold.parts, atMs), hold: { change: 'end', holdId: hold.id, end: 'expired' } };
}

function expire(grant: GrantState, atMs: number): Draft {
  return { kind: 'expire', atMs, moves: [{ grant: grant.number, from: 'available', to: 'breakage', amount: grant.available }] };
}

/**
 * Unwinds held parts, last taken first returned. What comes back to a grant that has expired meanwhile is breakage at once.
 */
export function giveBack(state: AccountState, parts: readonly HoldPart[], atMs: number): readonly NumberedMove[] {
  return parts.toReversed().map((part) => {
    if (part.grant === creditLine) return { grant: part.grant, from: 'held', to: restingBook(part.grant), amount: part.amount };
    const grant = state.grants.find((candidate) => candidate.number === part.grant);
    assert(grant, 'a grant stays as long as credits of it are held');
    const lapsed = grant.expiresAtMs !== null && grant.expiresAtMs <= atMs;
    return { grant: part.grant, from: 'held', to: lapsed ? 'breakage' : 'available', amount: part.amount };
  });
}
