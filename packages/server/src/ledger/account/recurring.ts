import { addOnCalendar, assert, derivedId } from '../../kernel/index.ts';
import type { AccountRules, CycleUnit, RecurringState, RecurringTerms } from '../account-rules.ts';
import type { AccountState } from './account-state.ts';
import type { Draft } from './book-entry.ts';
import type { GrantTerms } from '../grants.ts';
import { sourceBook } from './operator-books.ts';

const hourMs = 3_600_000;
/** The longest that a unit lasts: a day on which clocks are put back is an hour longer, or three. */
const longestMs: Readonly<Record<CycleUnit, number>> = {
  day: 27 * hourMs,
  week: 171 * hourMs,
  month: 747 * hourMs,
  year: 8787 * hourMs,
};
/** The end of the year 9999, which neither ISO 8601 nor PostgreSQL writes with four digits any more. */
const lastMs = 253_402_300_799_999;

/** The moment at which a cycle begins, counted from the anchor; the one before it ends there. */
function boundaryMs({ anchorMs, timeZone, unit, every }: RecurringTerms, index: number): number {
  return Math.min(lastMs, addOnCalendar(anchorMs, timeZone, unit, every * index));
}

/** The cycle that a moment lies in; the moment is not before the anchor. */
export function cycleAt(terms: RecurringTerms, atMs: number): number {
  let index = Math.floor((atMs - terms.anchorMs) / (longestMs[terms.unit] * terms.every));
  while (boundaryMs(terms, index + 1) <= atMs) index += 1;
  return index;
}

/** What a recurring grant does at the moment that is due: first the cycle that ends rolls over, then the next one is granted. */
export function recurringDueAt(state: AccountState, dueMs: number): Draft | undefined {
  const recurring = state.rules?.recurring.find(({ nextAtMs, cyclesLeft }) => nextAtMs === dueMs && cyclesLeft !== 0);
  return recurring && (rollOver(state, recurring, dueMs) ?? grantCycle(state, recurring, dueMs));
}

function rollOver(state: AccountState, recurring: RecurringState, atMs: number): Draft | undefined {
  const { terms, nextIndex, currentGrant, rolledGrants } = recurring;
  const { rollover } = terms;
  const ending = state.grants.find((grant) => grant.number === currentGrant);
  if (rollover === null || ending === undefined) return undefined;
  const rolled = state.grants.filter(
    ({ number, expiresAtMs }) => rolledGrants.includes(number) && (expiresAtMs === null || expiresAtMs > atMs),
  );
  const kept = rolled.reduce((sum, grant) => sum + grant.available + grant.held, 0n);
  const room = rollover.max === null ? ending.available : rollover.max - kept;
  const amount = ending.available < room ? ending.available : room;
  if (amount <= 0n) return undefined;
  const number = state.lastNumber + 1;
  const book = sourceBook[terms.kind];
  const expiresAtMs = rollover.cycles === null ? null : boundaryMs(terms, nextIndex + rollover.cycles);
  return {
    kind: 'rollover',
    atMs,
    moves: [
      { grant: ending.number, from: 'available', to: book, amount },
      { grant: number, from: book, to: 'available', amount },
    ],
    terms: grantTermsOf(state, recurring, 'rollover', amount, atMs, expiresAtMs),
    rule: { rule: 'cycle', recurringId: terms.recurringId, index: nextIndex },
    rules: replaceRecurring(state, { ...recurring, rolledGrants: [...rolled.map((grant) => grant.number), number] }),
  };
}

function grantCycle(state: AccountState, recurring: RecurringState, atMs: number): Draft {
  const { terms, nextIndex, cyclesLeft } = recurring;
  const number = state.lastNumber + 1;
  const nextAtMs = boundaryMs(terms, nextIndex + 1);
  const after: RecurringState = {
    ...recurring,
    nextIndex: nextIndex + 1,
    nextAtMs,
    cyclesLeft: cyclesLeft === null ? null : cyclesLeft - 1,
    currentGrant: number,
  };
  return {
    kind: 'grant',
    atMs,
    moves: [{ grant: number, from: sourceBook[terms.kind], to: 'available', amount: terms.amount }],
    terms: grantTermsOf(state, recurring, 'cycle', terms.amount, atMs, nextAtMs),
    rule: { rule: 'cycle', recurringId: terms.recurringId, index: nextIndex },
    rules: replaceRecurring(state, after),
  };
}

function grantTermsOf(
  state: AccountState,
  { terms, number, nextIndex }: RecurringState,
  part: 'cycle' | 'rollover',
  amount: bigint,
  effectiveAtMs: number,
  expiresAtMs: number | null,
): GrantTerms {
  const grantId = derivedId('grant', state.accountId, String(number), part, String(nextIndex));
  return { grantId, kind: terms.kind, amount, priority: terms.priority, effectiveAtMs, expiresAtMs, label: terms.label, originKind: null };
}

export function replaceRecurring({ rules }: AccountState, after: RecurringState): AccountRules {
  assert(rules, 'an account with a recurring grant has rules');
  return { ...rules, recurring: rules.recurring.map((recurring) => (recurring.number === after.number ? after : recurring)) };
}

/** The rules without a recurring grant that has ended. */
export function withoutRecurring({ rules }: AccountState, { number }: RecurringState): AccountRules {
  assert(rules, 'an account with a recurring grant has rules');
  return { ...rules, recurring: rules.recurring.filter((recurring) => recurring.number !== number) };
}
