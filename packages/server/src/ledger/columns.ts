import { sql } from 'kysely';
import { books } from './entries.ts';

export const accountColumnNames = [
  'account_id',
  'version',
  'last_number',
  'last_at',
  'balance',
  'held',
  'refusals',
  'last_hash',
  'grants',
  'holds',
  'rules',
];
export const accountColumns = sql.raw(accountColumnNames.join(', '));
export const entryColumns = sql.raw(
  `account_id, number, at, kind, balance_after, held_after, moves, hash, command_id, fingerprint, hold_id, hold_step, hold_deadline_at,
  reference_type, reference_id, memo, project_id, api_key_id, session_id, model, operation, transfer_id, other_account_id, reverses_number, reverses_rest, rule, ${books.join(', ')}`,
);
export const grantColumns = sql.raw(
  'account_id, number, grant_id, kind, amount, priority, effective_at, expires_at, created_at, label, origin_kind',
);

/** Milliseconds as PostgreSQL reads them without rounding. */
export function timeText(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : new Date(ms).toISOString();
}
