import { roomFor, type AccountState } from '../account/account-state.ts';
import { movesOf } from '../account/book-entry.ts';
import { refuseBeyondBudgets } from '../account/budgets.ts';
import type { CheckedCommand } from './check-command.ts';
import { creditLine } from '../account/credit-line.ts';
import type { Verdict } from './decide.ts';
import { takeFunds } from '../account/funds.ts';
import { balanceTooLarge, holdIdUsed } from '../problems.ts';
import { refuse } from '../account/refuse.ts';

/** Sets credits aside. They count as gone from this moment, so a capture within the hold can never fail for lack of credits. */
export function decideHold(state: AccountState, command: CheckedCommand & { readonly command: 'hold' }, atMs: number): Verdict {
  const { holdId: id, amount, timeoutMs, usage } = command;
  if (state.endedHolds.has(id) || state.holds.some((hold) => hold.id === id)) {
    return refuse(holdIdUsed, `Hold ${id} exists already: choose another holdId.`);
  }
  const funds = takeFunds(state, amount, command.useReserve);
  if ('refusal' in funds) return funds;
  const beyond = refuseBeyondBudgets(state, usage, amount, atMs);
  if (beyond) return beyond;
  const { parts } = funds;
  // What is held on credit counts as balance until it is taken or given back.
  const onCredit = parts.reduce((sum, part) => (part.grant === creditLine ? sum + part.amount : sum), 0n);
  if (onCredit > 0n && onCredit > roomFor(state)) return refuse(balanceTooLarge, 'The account cannot hold so many credits: hold less.');
  const hold = {
    id,
    number: state.lastNumber + 1,
    amount,
    captured: 0n,
    openedAtMs: atMs,
    deadlineMs: atMs + timeoutMs,
    steps: 0,
    parts,
    usage,
  };
  return { draft: { kind: 'hold', atMs, moves: movesOf(parts, 'available', 'held'), usage, hold: { change: 'open', hold } } };
}
