import { nextWakeMs, type AccountState } from '../account/account-state.ts';
import type { BookedEntry } from '../account/book-entry.ts';
import { AccountAudit } from '../audit/audit-account.ts';
import type { Original } from '../audit/follow-reversals.ts';
import type { AuditedAccount, AuditedEntry, AuditedGrant } from '../audit/queries.ts';
import { packRules } from '../account/pack-rules.ts';
import { packGrants, packHolds } from '../commit/pack-state.ts';
import { amountIn } from '../account/postings.ts';

/** Follows entries of the pure core with the auditor; throws at the first rule that is broken. */
export function auditPlayed(state: AccountState, booked: readonly BookedEntry[]): void {
  const follower = new AccountAudit();
  for (const booking of booked) follower.follow(entryRow(booking), grantRow(booking), originalOf(booking, booked));
  follower.finish(accountRow(state));
}

function originalOf({ entry }: BookedEntry, booked: readonly BookedEntry[]): Original | undefined {
  const original = booked.find((candidate) => candidate.entry.number === entry.reverses?.number);
  if (original === undefined) return undefined;
  const before = booked.filter((candidate) => candidate.entry.number < entry.number);
  const reversed = new Set(before.flatMap((candidate) => candidate.entry.reverses?.number ?? []));
  return { entry: entryRow(original), grants: booked.flatMap((candidate) => grantRow(candidate) ?? []), reversed };
}

function entryRow({ entry, fingerprint, packedMoves, holdStep, deadlineMs, rule }: BookedEntry): AuditedEntry {
  const posting = (book: Parameters<typeof amountIn>[1]): bigint | null => amountIn(entry.postings, book) || null;
  return {
    account_id: entry.accountId,
    number: BigInt(entry.number),
    at: new Date(entry.atMs),
    kind: entry.kind,
    command_id: entry.commandId,
    fingerprint: fingerprint === null ? null : Buffer.from(fingerprint, 'hex'),
    moves: packedMoves,
    balance_after: entry.balanceAfter,
    held_after: entry.heldAfter,
    hold_id: entry.holdId,
    hold_step: holdStep,
    hold_deadline_at: deadlineMs === null ? null : new Date(deadlineMs),
    reference_type: entry.reference?.type ?? null,
    reference_id: entry.reference?.id ?? null,
    memo: entry.memo,
    project_id: entry.usage?.projectId ?? null,
    api_key_id: entry.usage?.apiKeyId ?? null,
    session_id: entry.usage?.sessionId ?? null,
    model: entry.usage?.model ?? null,
    operation: entry.usage?.operation ?? null,
    transfer_id: entry.transfer?.id ?? null,
    other_account_id: entry.transfer?.otherAccountId ?? null,
    reverses_number: entry.reverses === null ? null : BigInt(entry.reverses.number),
    reverses_rest: entry.reverses?.rest ?? null,
    rule,
    hash: Buffer.from(entry.hash, 'hex'),
    available: posting('available'),
    held: posting('held'),
    issuance: posting('issuance'),
    promotions: posting('promotions'),
    adjustments: posting('adjustments'),
    transfers: posting('transfers'),
    usage: posting('usage'),
    breakage: posting('breakage'),
    unbilled: posting('unbilled'),
    receivable: posting('receivable'),
  };
}

function grantRow({ entry, terms }: BookedEntry): AuditedGrant | undefined {
  if (terms === null) return undefined;
  return {
    account_id: entry.accountId,
    number: BigInt(entry.number),
    grant_id: terms.grantId,
    kind: terms.kind,
    amount: terms.amount,
    priority: terms.priority,
    effective_at: new Date(terms.effectiveAtMs),
    expires_at: terms.expiresAtMs === null ? null : new Date(terms.expiresAtMs),
    created_at: new Date(entry.atMs),
    label: terms.label,
    origin_kind: terms.originKind,
  };
}

function accountRow(state: AccountState): AuditedAccount {
  const dueMs = nextWakeMs(state);
  return {
    account_id: state.accountId,
    last_number: BigInt(state.lastNumber),
    last_at: new Date(state.lastAtMs),
    last_hash: Buffer.from(state.lastHash, 'hex'),
    balance: state.balance,
    held: state.held,
    refusals: BigInt(state.refusals),
    next_due_at: dueMs === null ? null : new Date(dueMs),
    grants: JSON.parse(packGrants(state.grants)),
    holds: JSON.parse(packHolds(state.holds)),
    rules: JSON.parse(packRules(state.rules) ?? 'null'),
  };
}
