import { amountToText } from '../../kernel/index.ts';
import type { AccountState, GrantState } from '../account/account-state.ts';
import type { CheckedCommand } from './check-command.ts';
import type { Verdict } from './decide.ts';
import type { NumberedMove } from '../account/entry-hash.ts';
import { sourceBook } from '../account/operator-books.ts';
import { alreadyReversed, grantHeld, notRefundable, nothingToReverse, unknownEntry, type Refusal } from '../problems.ts';
import { refuse } from '../account/refuse.ts';
import type { Reversible } from '../account/reversible.ts';

/**
 * Takes back a first purchase within its grace. Gifts are spent first, so what was used of the bonus was used instead of what was bought:
 * that much of the purchase pays for the bonus and stays with the operator, the rest of what is unused is paid back, and what is unused of
 * the bonus is withdrawn. A bonus that has expired meanwhile is neither withdrawn nor counted as used.
 */
export function decideRefund(
  state: AccountState,
  command: CheckedCommand & { readonly command: 'refund' },
  known: ReadonlyMap<string, Reversible | undefined>,
  atMs: number,
): Verdict {
  const purchase = known.get(command.commandId);
  if (purchase === undefined) return refuseUnknown(command.commandId);
  const granted = purchaseOf(state, purchase, command.graceMs, atMs);
  if ('refusal' in granted) return granted;
  const bonuses: Bonus[] = [];
  for (const commandId of command.bonusCommandIds) {
    const bonus = known.get(commandId);
    if (bonus === undefined) return refuseUnknown(commandId);
    const found = bonusOf(state, bonus, commandId, atMs);
    if ('refusal' in found) return found;
    bonuses.push(found);
  }
  const held = [granted, ...bonuses.map(({ grant }) => grant)].reduce((sum, grant) => sum + (grant?.held ?? 0n), 0n);
  if (held > 0n) {
    const text = amountToText(held);
    return refuse(grantHeld, `Open holds keep ${text} credits of the purchase and its bonus: capture or void them first.`, { held: text });
  }
  const bonusUsed = bonuses.reduce((sum, bonus) => sum + bonus.used, 0n);
  const paidBack = granted.available - bonusUsed;
  if (paidBack <= 0n) return refuse(nothingToReverse, 'Nothing is left of that purchase to pay back: its credits were used.');
  const moves: NumberedMove[] = [{ grant: granted.number, from: 'available', to: sourceBook.purchased, amount: paidBack }];
  if (bonusUsed > 0n) moves.push({ grant: granted.number, from: 'available', to: sourceBook.bonus, amount: bonusUsed });
  for (const { grant } of bonuses) {
    if (grant && grant.available > 0n)
      moves.push({ grant: grant.number, from: 'available', to: sourceBook[grant.kind], amount: grant.available });
  }
  return { draft: { kind: 'refund', atMs, moves, reverses: { number: purchase.number, rest: purchase.granted - paidBack } } };
}

interface Bonus {
  /** What is left of it, if anything. */
  readonly grant: GrantState | undefined;
  readonly used: bigint;
}

function refuseUnknown(commandId: string): { readonly refusal: Refusal } {
  return refuse(unknownEntry, `This account has no entry of a command ${commandId}: check the ids.`);
}

/** The grant of a purchase that may be refunded. */
function purchaseOf(state: AccountState, purchase: Reversible, graceMs: number, atMs: number): GrantState | { readonly refusal: Refusal } {
  if (purchase.reversed) return refuse(alreadyReversed, 'That purchase was refunded or reversed before: it is undone once.');
  if (purchase.kind !== 'grant' || purchase.grantKind !== 'purchased') {
    return refuse(notRefundable, 'Only a purchase can be refunded: commandId names something else.', { reason: 'not_a_purchase' });
  }
  if (purchase.laterPurchase) {
    return refuse(notRefundable, 'Only the first purchase of an account can be refunded.', { reason: 'not_the_first_purchase' });
  }
  if (purchase.atMs + graceMs <= atMs) {
    const until = new Date(purchase.atMs + graceMs).toISOString();
    return refuse(notRefundable, `The time in which this purchase could be refunded ended at ${until}.`, { reason: 'grace_over', until });
  }
  const grant = state.grants.find((candidate) => candidate.number === purchase.number);
  if (grant === undefined)
    return refuse(nothingToReverse, 'Nothing is left of that purchase to pay back: its credits were used or have expired.');
  if (grant.scheduled > 0n) {
    return refuse(notRefundable, 'That purchase has not taken effect yet: reverse it instead.', { reason: 'not_in_effect' });
  }
  return grant;
}

function bonusOf(state: AccountState, bonus: Reversible, commandId: string, atMs: number): Bonus | { readonly refusal: Refusal } {
  if (bonus.kind !== 'grant' || bonus.grantKind !== 'bonus') {
    return refuse(notRefundable, `Command ${commandId} granted no bonus: leave it out of bonusCommandIds.`, { reason: 'not_a_bonus' });
  }
  const grant = state.grants.find((candidate) => candidate.number === bonus.number);
  if (grant && grant.scheduled > 0n) {
    return refuse(notRefundable, 'A bonus of that purchase has not taken effect yet: reverse it first.', { reason: 'not_in_effect' });
  }
  const expired = bonus.expiresAtMs !== null && bonus.expiresAtMs <= atMs;
  const left = (grant?.available ?? 0n) + (grant?.held ?? 0n);
  return { grant, used: bonus.reversed || expired ? 0n : bonus.granted - left };
}
