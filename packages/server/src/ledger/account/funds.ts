import { availableOf, type AccountState, type HoldPart } from './account-state.ts';
import { takeAvailable } from './burn-down.ts';
import { creditLine } from './credit-line.ts';
import type { Refusal } from '../problems.ts';
import { refuseForLack } from './refuse.ts';

/** What of its own credits an account may give away: what is available without the reserve, or all of it. */
export function ownFundsOf(state: AccountState, useReserve: boolean): bigint {
  const available = availableOf(state);
  const reserve = useReserve ? 0n : (state.rules?.reserve ?? 0n);
  return available > reserve ? available - reserve : 0n;
}

/** What may still be taken on credit. */
export function creditLeftOf({ rules }: AccountState): bigint {
  const credit = rules?.credit;
  if (!credit) return 0n;
  const left = credit.limit - credit.unbilled - credit.billed;
  return left > 0n ? left : 0n;
}

/**
 * Chooses what makes up `amount`: own credits in burn-down order, then the credit line. Refuses what is more than both; the reserve
 * stays unless `useReserve`.
 */
export function takeFunds(
  state: AccountState,
  amount: bigint,
  useReserve: boolean,
): { readonly parts: readonly HoldPart[] } | { readonly refusal: Refusal } {
  const own = ownFundsOf(state, useReserve);
  const fromGrants = amount < own ? amount : own;
  const onCredit = amount - fromGrants;
  const credit = creditLeftOf(state);
  if (onCredit > credit) return refuseForLack(amount, own + credit, availableOf(state) - own);
  const parts = takeAvailable(state.grants, fromGrants);
  return { parts: onCredit > 0n ? [...parts, { grant: creditLine, amount: onCredit }] : parts };
}
