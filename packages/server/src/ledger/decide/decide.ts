import { assert, assertNever } from '../../kernel/index.ts';
import { nextDueMs, type AccountState } from '../account/account-state.ts';
import type { Draft } from '../account/book-entry.ts';
import type { CheckedCommand } from './check-command.ts';
import { decideAdjust } from './decide-adjust.ts';
import { decideCapture } from './decide-capture.ts';
import { decideClosePeriod, decideSettle } from './decide-credit.ts';
import { decideExtend } from './decide-extend.ts';
import { decideGrant } from './decide-grant.ts';
import { decideHold } from './decide-hold.ts';
import { decideOpenAccount } from './decide-open-account.ts';
import { decideExtendRecurring, decideStartRecurring, decideStopRecurring } from './decide-recurring.ts';
import { decideRefund } from './decide-refund.ts';
import { decideReverse } from './decide-reverse.ts';
import { decideSetAlertLevel, decideSetBudget, decideSetCreditLimit, decideSetReserve } from './decide-rules.ts';
import { decideSpend } from './decide-spend.ts';
import { decideVoid } from './decide-void.ts';
import { noPast, type Past } from '../account/reversible.ts';
import type { Refusal } from '../problems.ts';

/** What becomes of a command: an entry, or a reason why not. */
export type Verdict = { readonly draft: Draft } | { readonly refusal: Refusal };

/**
 * Decides one command against the account as it is at `nowMs`. Pure: no clock, no database, no randomness. The account must have
 * been advanced to that time. An entry never stands before the one before it, even when this machine's clock lags.
 */
export function decide(state: AccountState, command: CheckedCommand, nowMs: number, past: Past = noPast): Verdict {
  const atMs = bookingTimeMs(state, nowMs);
  const dueMs = nextDueMs(state);
  assert(dueMs === null || dueMs > atMs, 'what time has done to an account is booked before a command is decided');
  switch (command.command) {
    case 'open-account':
      return decideOpenAccount(state, atMs);
    case 'grant':
      return decideGrant(state, command, atMs);
    case 'hold':
      return decideHold(state, command, atMs);
    case 'capture':
      return decideCapture(state, command, atMs);
    case 'extend':
      return decideExtend(state, command, atMs);
    case 'void':
      return decideVoid(state, command, atMs);
    case 'spend':
      return decideSpend(state, command, atMs);
    case 'adjust':
      return decideAdjust(state, command, atMs);
    case 'reverse':
      return decideReverse(state, command, past.reversible.get(command.commandId), atMs);
    case 'refund':
      return decideRefund(state, command, past.reversible, atMs);
    default:
      return decideRule(state, command, atMs);
  }
}

type MoneyCommand = 'open-account' | 'grant' | 'hold' | 'capture' | 'extend' | 'void' | 'spend' | 'adjust' | 'reverse' | 'refund';

/** Decides a command about what an account settles. */
function decideRule(state: AccountState, command: Exclude<CheckedCommand, { readonly command: MoneyCommand }>, atMs: number): Verdict {
  switch (command.command) {
    case 'set-reserve':
      return decideSetReserve(state, command, atMs);
    case 'set-alert-level':
      return decideSetAlertLevel(state, command, atMs);
    case 'set-budget':
      return decideSetBudget(state, command, atMs);
    case 'set-credit-limit':
      return decideSetCreditLimit(state, command, atMs);
    case 'close-period':
      return decideClosePeriod(state, atMs);
    case 'settle':
      return decideSettle(state, command, atMs);
    case 'start-recurring-grant':
      return decideStartRecurring(state, command, atMs);
    case 'extend-recurring-grant':
      return decideExtendRecurring(state, command, atMs);
    case 'stop-recurring-grant':
      return decideStopRecurring(state, command, atMs);
    default:
      return assertNever(command);
  }
}

/** When an entry that is decided now stands in the journal. */
export function bookingTimeMs(state: AccountState, nowMs: number): number {
  return Math.max(nowMs, state.lastAtMs);
}
