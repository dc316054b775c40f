import { amountMax, amountToText } from '../../kernel/index.ts';
import { roomFor, type AccountState } from '../account/account-state.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import { sourceBook } from '../account/operator-books.ts';
import { balanceTooLarge, grantIdUsed, invalidCommand } from '../problems.ts';
import { refuse } from '../account/refuse.ts';

/** Gives credits: into the balance now, or, when they take effect later, as a promise that time fulfils. */
export function decideGrant(state: AccountState, command: CheckedCommand & { readonly command: 'grant' }, atMs: number): Verdict {
  const { grantId, kind, amount, priority, expiresAtMs, label } = command;
  const effectiveAtMs = command.effectiveAtMs ?? atMs;
  if (state.usedGrantIds.has(grantId)) return refuse(grantIdUsed, `Grant ${grantId} exists already: choose another grantId.`);
  if (expiresAtMs !== null && expiresAtMs <= Math.max(atMs, effectiveAtMs)) {
    return refuse(invalidCommand, 'expiresAtMs must be later than now and later than effectiveAtMs: nobody could spend these credits.');
  }
  if (amount > roomFor(state)) {
    return refuse(balanceTooLarge, `An account holds at most ${amountToText(amountMax)} credits: grant less.`);
  }
  return {
    draft: {
      kind: 'grant',
      atMs,
      // The new grant gets the number of the entry that grants it.
      moves: effectiveAtMs > atMs ? [] : [{ grant: state.lastNumber + 1, from: sourceBook[kind], to: 'available', amount }],
      terms: { grantId, kind, amount, priority, effectiveAtMs, expiresAtMs, label, originKind: null },
    },
  };
}
