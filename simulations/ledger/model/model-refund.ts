import type { Command } from '../../../packages/server/src/ledger/index.ts';
import { Refused, type ModelGrant } from './grants-and-holds.ts';
import type { EntryDetails, ModelAccount } from './model-account.ts';
import { issuers, type ModelEntry } from './model-entry.ts';

const graceMsDefault = 14 * 86_400_000;

/** Pays back what is left of a first purchase, less what was used of its bonus, and withdraws the bonus. */
export function refund(
  account: ModelAccount,
  command: Command & { readonly command: 'refund' },
  atMs: number,
  said: EntryDetails,
): ModelEntry {
  const { commandId, bonusCommandIds = [], graceMs = graceMsDefault } = command;
  const entry = entryOf(account, commandId);
  if (account.reversed.includes(entry.number)) throw new Refused('already_reversed');
  const purchase = account.grants.find((grant) => grant.number === entry.number);
  if (entry.kind !== 'grant' || purchase?.kind !== 'purchased') throw new Refused('not_refundable');
  if (account.grants.some((grant) => grant.kind === 'purchased' && grant.number < purchase.number)) throw new Refused('not_refundable');
  if (entry.atMs + graceMs <= atMs) throw new Refused('not_refundable');
  if (purchase.scheduled + purchase.available + purchase.held === 0n) throw new Refused('nothing_to_reverse');
  if (purchase.scheduled > 0n) throw new Refused('not_refundable');
  const bonuses = bonusCommandIds.map((id) => bonusOf(account, id));
  if ([purchase, ...bonuses].some((grant) => grant.held > 0n)) throw new Refused('grant_held');
  const bonusUsed = bonuses.reduce((sum, bonus) => sum + usedOf(account, bonus, atMs), 0n);
  const paidBack = purchase.available - bonusUsed;
  if (paidBack <= 0n) throw new Refused('nothing_to_reverse');
  account.move(purchase, 'available', issuers.purchased, paidBack);
  if (bonusUsed > 0n) account.move(purchase, 'available', issuers.bonus, bonusUsed);
  for (const bonus of bonuses) if (bonus.available > 0n) account.move(bonus, 'available', issuers.bonus, bonus.available);
  account.reversed = [...account.reversed, entry.number];
  return account.book('refund', atMs, { ...said, reverses: `${String(entry.number)} ${(purchase.amount - paidBack).toString()}` });
}

function entryOf(account: ModelAccount, commandId: string): ModelEntry {
  const entry = account.entries.find((each) => each.commandId === commandId);
  if (entry === undefined) throw new Refused('unknown_entry');
  return entry;
}

function bonusOf(account: ModelAccount, commandId: string): ModelGrant {
  const entry = entryOf(account, commandId);
  const bonus = account.grants.find((grant) => grant.number === entry.number);
  if (entry.kind !== 'grant' || bonus?.kind !== 'bonus') throw new Refused('not_refundable');
  if (bonus.scheduled > 0n) throw new Refused('not_refundable');
  return bonus;
}

/** One that was taken back or has expired counts as not used. */
function usedOf(account: ModelAccount, bonus: ModelGrant, atMs: number): bigint {
  const isGone = account.reversed.includes(bonus.number) || (bonus.expiresAtMs !== null && bonus.expiresAtMs <= atMs);
  return isGone ? 0n : bonus.amount - bonus.available - bonus.held;
}
