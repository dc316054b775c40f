import { giveBack } from '../account/advance.ts';
import { remainingOf, type AccountState } from '../account/account-state.ts';
import { movesOf, type HoldChange } from '../account/book-entry.ts';
import { refuseBeyondBudgets } from '../account/budgets.ts';
import { splitParts } from '../account/burn-down.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { findOpenHold } from './find-open-hold.ts';
import { takeFunds } from '../account/funds.ts';
import { invalidCommand } from '../problems.ts';
import { refuse } from '../account/refuse.ts';
import { spenderMembers, usageOver } from '../usage.ts';

/**
 * Takes credits for good: those that the hold took first, first; above the hold, available ones in burn-down order. A final
 * capture frees the rest as a void would. Credits held before their grant expired may still be captured.
 */
export function decideCapture(state: AccountState, command: CheckedCommand & { readonly command: 'capture' }, atMs: number): Verdict {
  const found = findOpenHold(state, command.holdId);
  if ('refusal' in found) return found;
  const { hold } = found;
  const other = spenderMembers.find((member) => command.usage?.[member] !== undefined && command.usage[member] !== hold.usage?.[member]);
  if (other !== undefined) return refuse(invalidCommand, `usage.${other} is decided by the hold: leave it out of the capture.`);
  const remaining = remainingOf(hold);
  const amount = command.amount ?? remaining;
  const fromHold = amount < remaining ? amount : remaining;
  const above = amount - fromHold;
  const funds = takeFunds(state, above, command.useReserve);
  if ('refusal' in funds) return funds;
  const beyond = refuseBeyondBudgets(state, hold.usage, above, atMs);
  if (beyond) return beyond;
  const { first, rest } = splitParts(hold.parts, fromHold);
  const change: HoldChange = command.final
    ? { change: 'end', holdId: hold.id, end: 'captured' }
    : { change: 'capture', hold: { ...hold, captured: hold.captured + amount, steps: hold.steps + 1, parts: rest } };
  const moves = [
    ...movesOf(first, 'held', 'usage'),
    ...movesOf(funds.parts, 'available', 'usage'),
    ...(command.final ? giveBack(state, rest, atMs) : []),
  ];
  return { draft: { kind: 'capture', atMs, moves, usage: usageOver(command.usage, hold.usage), hold: change } };
}
