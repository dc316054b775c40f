import { amountToText } from '../../kernel/index.ts';
import type { AccountState } from '../account/account-state.ts';
import type { CheckedCommand } from './check-command.ts';
import { creditLine } from '../account/credit-line.ts';
import type { Verdict } from './decide.ts';
import { notOwed, nothingToBill } from '../problems.ts';
import { refuse } from '../account/refuse.ts';

/** Bills what was used on credit. What open holds keep is not used yet: it is billed when it is. */
export function decideClosePeriod(state: AccountState, atMs: number): Verdict {
  const held = state.holds.flatMap((hold) => hold.parts).reduce((sum, part) => (part.grant === creditLine ? sum + part.amount : sum), 0n);
  const amount = (state.rules?.credit?.unbilled ?? 0n) - held;
  if (amount <= 0n) return refuse(nothingToBill, 'Nothing was used on credit since the last period was closed: close it when there is.');
  return { draft: { kind: 'close-period', atMs, moves: [{ grant: creditLine, from: 'receivable', to: 'unbilled', amount }] } };
}

/** Records that billed usage was paid: the credits are sold now, after they were used. */
export function decideSettle(state: AccountState, command: CheckedCommand & { readonly command: 'settle' }, atMs: number): Verdict {
  const { amount } = command;
  const billed = state.rules?.credit?.billed ?? 0n;
  if (amount > billed) {
    const owed = amountToText(billed);
    return refuse(notOwed, `The account owes ${owed} credits that are billed: settle at most that, and grant the rest.`, { billed: owed });
  }
  return { draft: { kind: 'settle', atMs, moves: [{ grant: creditLine, from: 'issuance', to: 'receivable', amount }] } };
}
