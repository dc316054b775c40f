import { sql, type SentColumn } from '../../database/index.ts';
import { nextWakeMs, type AccountState } from '../account/account-state.ts';
import type { BookedEntry } from '../account/book-entry.ts';
import type { RememberedRefusal } from '../decide/decide-requests.ts';
import { books } from '../entries.ts';
import type { NewIds } from './new-ids.ts';
import { packRules } from '../account/pack-rules.ts';
import { packGrants, packHolds } from './pack-state.ts';
import { amountIn } from '../account/postings.ts';
import { usageMembers, type Usage } from '../usage.ts';

/** A refusal with the account that it is remembered for. */
export interface AccountRefusal {
  readonly accountId: string;
  readonly remembered: RememberedRefusal;
}

/** How an account is written: as the version after the one that was read. */
export const accountsSent: readonly SentColumn<AccountState>[] = [
  { name: 'account_id', type: 'text', of: (state) => state.accountId },
  { name: 'version', type: 'bigint', of: (state) => state.version + 1 },
  { name: 'last_number', type: 'bigint', of: (state) => state.lastNumber },
  { name: 'last_at', type: 'timestamptz', of: (state) => state.lastAtMs },
  { name: 'balance', type: 'bigint', of: (state) => state.balance },
  { name: 'held', type: 'bigint', of: (state) => state.held },
  { name: 'refusals', type: 'bigint', of: (state) => state.refusals },
  { name: 'last_hash', type: 'bytea', of: (state) => state.lastHash },
  { name: 'grants', type: 'json', of: (state) => packGrants(state.grants) },
  { name: 'holds', type: 'json', of: (state) => packHolds(state.holds) },
  { name: 'rules', type: 'json', of: (state) => packRules(state.rules) },
  { name: 'next_due_at', type: 'timestamptz', of: nextWakeMs },
];

const usageColumns: Readonly<Record<keyof Usage, string>> = {
  projectId: 'project_id',
  apiKeyId: 'api_key_id',
  sessionId: 'session_id',
  model: 'model',
  operation: 'operation',
};

export const entriesSent: readonly SentColumn<BookedEntry>[] = [
  { name: 'account_id', type: 'text', of: ({ entry }) => entry.accountId },
  { name: 'number', type: 'bigint', of: ({ entry }) => entry.number },
  { name: 'at', type: 'timestamptz', of: ({ entry }) => entry.atMs },
  { name: 'kind', type: 'text', of: ({ entry }) => entry.kind },
  { name: 'balance_after', type: 'bigint', of: ({ entry }) => entry.balanceAfter },
  { name: 'held_after', type: 'bigint', of: ({ entry }) => entry.heldAfter },
  { name: 'moves', type: 'text', of: ({ packedMoves }) => packedMoves },
  { name: 'hash', type: 'bytea', of: ({ entry }) => entry.hash },
  { name: 'command_id', type: 'text', of: ({ entry }) => entry.commandId },
  { name: 'fingerprint', type: 'bytea', of: ({ fingerprint }) => fingerprint },
  { name: 'hold_id', type: 'text', of: ({ entry }) => entry.holdId },
  { name: 'hold_step', type: 'integer', of: ({ holdStep }) => holdStep },
  { name: 'hold_deadline_at', type: 'timestamptz', of: ({ deadlineMs }) => deadlineMs },
  { name: 'reference_type', type: 'text', of: ({ entry }) => entry.reference?.type ?? null },
  { name: 'reference_id', type: 'text', of: ({ entry }) => entry.reference?.id ?? null },
  { name: 'memo', type: 'text', of: ({ entry }) => entry.memo },
  ...usageMembers.map((member): SentColumn<BookedEntry> => {
    return { name: usageColumns[member], type: 'text', of: ({ entry }) => entry.usage?.[member] ?? null };
  }),
  { name: 'transfer_id', type: 'text', of: ({ entry }) => entry.transfer?.id ?? null },
  { name: 'other_account_id', type: 'text', of: ({ entry }) => entry.transfer?.otherAccountId ?? null },
  { name: 'reverses_number', type: 'bigint', of: ({ entry }) => entry.reverses?.number ?? null },
  { name: 'reverses_rest', type: 'bigint', of: ({ entry }) => entry.reverses?.rest ?? null },
  { name: 'rule', type: 'text', of: ({ rule }) => rule },
  ...books.map((book): SentColumn<BookedEntry> => ({
    name: book,
    type: 'bigint',
    of: ({ entry }) => amountIn(entry.postings, book) || null,
  })),
];

/** Of an entry that grants. */
export const grantsSent: readonly SentColumn<BookedEntry>[] = [
  { name: 'account_id', type: 'text', of: ({ entry }) => entry.accountId },
  { name: 'number', type: 'bigint', of: ({ entry }) => entry.number },
  { name: 'grant_id', type: 'text', of: ({ terms }) => terms?.grantId ?? null },
  { name: 'kind', type: 'text', of: ({ terms }) => terms?.kind ?? null },
  { name: 'amount', type: 'bigint', of: ({ terms }) => terms?.amount ?? null },
  { name: 'priority', type: 'smallint', of: ({ terms }) => terms?.priority ?? null },
  { name: 'effective_at', type: 'timestamptz', of: ({ terms }) => terms?.effectiveAtMs ?? null },
  { name: 'expires_at', type: 'timestamptz', of: ({ terms }) => terms?.expiresAtMs ?? null },
  { name: 'created_at', type: 'timestamptz', of: ({ entry }) => entry.atMs },
  { name: 'label', type: 'text', of: ({ terms }) => terms?.label ?? null },
  { name: 'origin_kind', type: 'text', of: ({ terms }) => terms?.originKind ?? null },
];

export const refusalsSent: readonly SentColumn<AccountRefusal>[] = [
  { name: 'account_id', type: 'text', of: ({ accountId }) => accountId },
  { name: 'at', type: 'timestamptz', of: ({ remembered }) => remembered.atMs },
  { name: 'command_id', type: 'text', of: ({ remembered }) => remembered.commandId },
  { name: 'fingerprint', type: 'bytea', of: ({ remembered }) => remembered.fingerprint },
  { name: 'code', type: 'text', of: ({ remembered }) => remembered.refusal.code },
  { name: 'detail', type: 'text', of: ({ remembered }) => remembered.refusal.detail },
  { name: 'extras', type: 'json', of: ({ remembered }) => JSON.stringify(remembered.refusal.extras) },
];

/** What must be new, where an account is written that was not read with its past. */
export const newIdsSent: readonly SentColumn<NewIds>[] = [
  { name: 'account_id', type: 'text', of: ({ accountId }) => accountId },
  { name: 'version', type: 'bigint', of: ({ version }) => version },
  { name: 'last_hash', type: 'bytea', of: ({ lastHash }) => lastHash },
  { name: 'refusals', type: 'bigint', of: ({ refusals }) => refusals },
  { name: 'command_id', type: 'text', of: ({ commandId }) => commandId },
  { name: 'refused_id', type: 'text', of: ({ refusedId }) => refusedId },
  { name: 'hold_id', type: 'text', of: ({ holdId }) => holdId },
];

export function namesOf(columns: readonly { readonly name: string }[]): string {
  return columns.map(({ name }) => name).join(', ');
}

/** When something is due follows from the rest, and is only looked for. */
export const accountColumnNames = accountsSent.map(({ name }) => name).filter((name) => name !== 'next_due_at');
export const accountColumns = sql.raw(accountColumnNames.join(', '));
export const entryColumns = sql.raw(namesOf(entriesSent));
export const grantColumns = sql.raw(namesOf(grantsSent));

/** Milliseconds as PostgreSQL reads them without rounding. */
export function timeText(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : new Date(ms).toISOString();
}
