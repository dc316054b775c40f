import type { AccountState } from '../account/account-state.ts';
import type { Verdict } from './decide.ts';
import { accountAlreadyOpen } from '../problems.ts';
import { refuse } from '../account/refuse.ts';

/** The first entry of an account opens it, and nothing opens it again. */
export function decideOpenAccount(state: AccountState, atMs: number): Verdict {
  if (state.lastNumber > 0) return refuse(accountAlreadyOpen, `Account ${state.accountId} is open already: use it, or choose another id.`);
  return { draft: { kind: 'open-account', atMs, moves: [] } };
}
