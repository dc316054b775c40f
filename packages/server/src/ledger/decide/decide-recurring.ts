import { isOver, type AccountRules, type RecurringState, type RecurringTerms } from '../account-rules.ts';
import { roomFor, type AccountState } from '../account/account-state.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { rulesOf } from './decide-rules.ts';
import { cyclesMax } from './check-rule.ts';
import { balanceTooLarge, invalidCommand, recurringIdUsed, tooManyRules, unknownRecurringGrant } from '../problems.ts';
import { cycleAt, replaceRecurring, withoutRecurring } from '../account/recurring.ts';
import { refuse } from '../account/refuse.ts';

const recurringMax = 100;

type Of<Name extends CheckedCommand['command']> = CheckedCommand & { readonly command: Name };

/** Starts a recurring grant. Its first cycle begins at the anchor, or at once when that lies in the past. */
export function decideStartRecurring(state: AccountState, command: Of<'start-recurring-grant'>, atMs: number): Verdict {
  const terms: RecurringTerms = { ...command.terms, anchorMs: command.terms.anchorMs ?? atMs };
  const before = running(state, atMs);
  if (before.recurring.some((recurring) => recurring.terms.recurringId === terms.recurringId)) {
    return refuse(recurringIdUsed, `Recurring grant ${terms.recurringId} runs already: stop it first, or choose another recurringId.`);
  }
  if (before.recurring.length >= recurringMax) {
    return refuse(tooManyRules, `An account has at most ${String(recurringMax)} recurring grants: stop one that is no longer needed.`);
  }
  const recurring: RecurringState = {
    number: state.lastNumber + 1,
    terms,
    nextIndex: terms.anchorMs > atMs ? 0 : cycleAt(terms, atMs),
    nextAtMs: Math.max(terms.anchorMs, atMs),
    cyclesLeft: terms.cycles,
    currentGrant: null,
    rolledGrants: [],
  };
  const rules: AccountRules = { ...before, recurring: [...before.recurring, recurring] };
  if (roomFor({ ...state, rules }) < 0n) return refuse(balanceTooLarge, 'The account is too full for credits that recur.');
  return { draft: { kind: 'start-recurring-grant', atMs, moves: [], rule: { rule: 'recurring-grant', ...terms }, rules } };
}

/** Gives a recurring grant more cycles: nothing else about it changes, so that its days stay what they were. */
export function decideExtendRecurring(state: AccountState, command: Of<'extend-recurring-grant'>, atMs: number): Verdict {
  const { recurringId, cycles } = command;
  const extended = running(state, atMs).recurring.find((recurring) => recurring.terms.recurringId === recurringId);
  if (extended === undefined) {
    return refuse(unknownRecurringGrant, `No recurring grant ${recurringId} runs: it has ended, or the recurringId is wrong.`);
  }
  const { cyclesLeft } = extended;
  if (cyclesLeft === null) return refuse(invalidCommand, `Recurring grant ${recurringId} has no last cycle: it needs no more.`);
  if (cyclesLeft + cycles > cyclesMax) {
    return refuse(invalidCommand, `Recurring grant ${recurringId} would have more than ${String(cyclesMax)} cycles ahead.`);
  }
  const rules = replaceRecurring(state, { ...extended, cyclesLeft: cyclesLeft + cycles });
  if (roomFor({ ...state, rules }) < 0n) return refuse(balanceTooLarge, 'The account is too full for credits that recur.');
  return { draft: { kind: 'extend-recurring-grant', atMs, moves: [], rule: { rule: 'more-cycles', recurringId, cycles }, rules } };
}

/** Stops a recurring grant: what it has granted stays until it expires. */
export function decideStopRecurring(state: AccountState, command: Of<'stop-recurring-grant'>, atMs: number): Verdict {
  const { recurringId } = command;
  const stopped = running(state, atMs).recurring.find((recurring) => recurring.terms.recurringId === recurringId);
  if (stopped === undefined) {
    return refuse(unknownRecurringGrant, `No recurring grant ${recurringId} runs: it has ended, or the recurringId is wrong.`);
  }
  const rule = { rule: 'no-recurring-grant' as const, recurringId };
  return { draft: { kind: 'stop-recurring-grant', atMs, moves: [], rule, rules: withoutRecurring(state, stopped) } };
}

/** The rules with the recurring grants that still run: one whose last cycle is over may be there until the next entry. */
function running(state: AccountState, atMs: number): AccountRules {
  const rules = rulesOf(state);
  return { ...rules, recurring: rules.recurring.filter((recurring) => !isOver(recurring, atMs)) };
}
