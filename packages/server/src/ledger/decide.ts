import { assert, assertNever } from '../kernel/index.ts';
import { nextDueMs, type AccountState } from './account-state.ts';
import type { Draft } from './book-entry.ts';
import type { CheckedCommand } from './check-command.ts';
import { decideAdjust } from './decide-adjust.ts';
import { decideCapture } from './decide-capture.ts';
import { decideExtend } from './decide-extend.ts';
import { decideGrant } from './decide-grant.ts';
import { decideHold } from './decide-hold.ts';
import { decideOpenAccount } from './decide-open-account.ts';
import { decideReverse } from './decide-reverse.ts';
import { decideSpend } from './decide-spend.ts';
import { decideVoid } from './decide-void.ts';
import type { Reversible } from './reversible.ts';
import type { Refusal } from './problems.ts';

/** What becomes of a command: an entry, or a reason why not. */
export type Verdict = { readonly draft: Draft } | { readonly refusal: Refusal };

/**
 * Decides one command against the account as it is at `nowMs`. Pure: no clock, no database, no randomness. The account must have
 * been advanced to that time; `reversible` has the entries that reversals name; an entry never stands before the one before it, even when this machine's clock lags.
 */
export function decide(
  state: AccountState,
  command: CheckedCommand,
  nowMs: number,
  reversible: ReadonlyMap<string, Reversible | undefined> = new Map(),
): Verdict {
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
      return decideReverse(state, command, reversible.get(command.commandId), atMs);
    default:
      return assertNever(command);
  }
}

/** When an entry that is decided now stands in the journal. */
export function bookingTimeMs(state: AccountState, nowMs: number): number {
  return Math.max(nowMs, state.lastAtMs);
}
