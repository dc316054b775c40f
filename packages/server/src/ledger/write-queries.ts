import { sql, type RawBuilder } from 'kysely';
import { insertEvents, prepared, type OutboxEvent } from '../database/index.ts';
import { nextWakeMs } from './account-state.ts';
import type { BookedEntry } from './book-entry.ts';
import type { RememberedRefusal } from './decide-requests.ts';
import { books } from './entries.ts';
import { packRules } from './pack-rules.ts';
import { packGrants, packHolds } from './pack-state.ts';
import { amountIn } from './postings.ts';
import { usageMembers } from './usage.ts';
import { entryColumns, grantColumns, timeText } from './columns.ts';
import type { AccountWrite, Tables } from './queries.ts';

/** The SQL that writes what was decided. */
export function queriesToWrite({ accounts, entries, grants, refusals, outbox }: Tables) {
  return {
    /**
     * The statement that stores accounts with their new entries, grants, refusals and events. An account whose row is no longer the version that
     * was read is left alone with all that belongs to it, and missing from the result. `writes` come in the order of their account ids,
     * so that two writers never wait for each other in a circle.
     */
    writeAccounts(writes: readonly AccountWrite[], events: readonly OutboxEvent[]): RawBuilder<{ readonly account_id: string }> {
      const booked = writes.flatMap((write) => write.booked);
      const granted = booked.filter((entry) => entry.terms !== null);
      const refused = writes.flatMap((write) => write.refusals.map((refusal) => ({ accountId: write.state.accountId, ...refusal })));
      return sql`${prepared}
        with saved as (
          ${upsertAccounts(accounts, writes)}
          returning a.account_id
        )
        ${booked.length > 0 ? sql`, booked as (${insertEntries(entries, booked)})` : sql``}
        ${granted.length > 0 ? sql`, granted as (${insertGrants(grants, granted)})` : sql``}
        ${refused.length > 0 ? sql`, refused as (${insertRefusals(refusals, refused)})` : sql``}
        ${events.length > 0 ? sql`, told as (${insertEvents(events, sql`account_id in (select account_id from saved)`, outbox)})` : sql``}
        select account_id from saved`;
    },
  };
}

function upsertAccounts(table: RawBuilder<unknown>, writes: readonly AccountWrite[]): RawBuilder<unknown> {
  const states = writes.map((write) => write.state);
  return sql`
    insert into ${table} as a (account_id, version, last_number, last_at, balance, held, refusals, next_due_at, last_hash, grants, holds, rules)
    select account_id, version, last_number, last_at, balance, held, refusals, next_due_at, decode(last_hash, 'hex'), grants, holds, rules
    from unnest(
      ${states.map((state) => state.accountId)}::text[], ${states.map((state) => state.version + 1)}::bigint[],
      ${states.map((state) => state.lastNumber)}::bigint[], ${states.map((state) => timeText(state.lastAtMs))}::timestamptz[],
      ${states.map((state) => state.balance)}::bigint[], ${states.map((state) => state.held)}::bigint[],
      ${states.map((state) => state.refusals)}::bigint[], ${states.map((state) => timeText(nextWakeMs(state)))}::timestamptz[],
      ${states.map((state) => state.lastHash)}::text[], ${states.map((state) => packGrants(state.grants))}::json[],
      ${states.map((state) => packHolds(state.holds))}::json[], ${states.map((state) => packRules(state.rules))}::json[]
    ) as w (account_id, version, last_number, last_at, balance, held, refusals, next_due_at, last_hash, grants, holds, rules)
    on conflict (account_id) do update set
      version = excluded.version, last_number = excluded.last_number, last_at = excluded.last_at, balance = excluded.balance,
      held = excluded.held, refusals = excluded.refusals, next_due_at = excluded.next_due_at, last_hash = excluded.last_hash,
      grants = excluded.grants, holds = excluded.holds, rules = excluded.rules
    where a.version = excluded.version - 1`;
}

function insertEntries(table: RawBuilder<unknown>, booked: readonly BookedEntry[]): RawBuilder<unknown> {
  const of = (value: (booking: BookedEntry) => unknown): readonly unknown[] => booked.map(value);
  const postings = books.map((book) => sql`${of(({ entry }) => amountIn(entry.postings, book) || null)}::bigint[]`);
  const usages = usageMembers.map((member) => sql`${of(({ entry }) => entry.usage?.[member] ?? null)}::text[]`);
  return sql`
    insert into ${table} (${entryColumns})
    select account_id, number, at, kind, balance_after, held_after, moves, decode(hash, 'hex'), command_id, decode(fingerprint, 'hex'), hold_id,
      hold_step, hold_deadline_at, reference_type, reference_id, memo, project_id, api_key_id, session_id, model, operation,
      transfer_id, other_account_id, reverses_number, reverses_rest, rule, ${sql.raw(books.join(', '))}
    from unnest(
      ${of(({ entry }) => entry.accountId)}::text[], ${of(({ entry }) => entry.number)}::bigint[],
      ${of(({ entry }) => timeText(entry.atMs))}::timestamptz[], ${of(({ entry }) => entry.kind)}::text[],
      ${of(({ entry }) => entry.balanceAfter)}::bigint[], ${of(({ entry }) => entry.heldAfter)}::bigint[],
      ${of(({ packedMoves }) => packedMoves)}::text[], ${of(({ entry }) => entry.hash)}::text[],
      ${of(({ entry }) => entry.commandId)}::text[], ${of(({ fingerprint }) => fingerprint)}::text[],
      ${of(({ entry }) => entry.holdId)}::text[], ${of(({ holdStep }) => holdStep)}::integer[],
      ${of(({ deadlineMs }) => timeText(deadlineMs))}::timestamptz[],
      ${of(({ entry }) => entry.reference?.type ?? null)}::text[], ${of(({ entry }) => entry.reference?.id ?? null)}::text[],
      ${of(({ entry }) => entry.memo)}::text[],
      ${sql.join(usages)}, ${of(({ entry }) => entry.transfer?.id ?? null)}::text[],
      ${of(({ entry }) => entry.transfer?.otherAccountId ?? null)}::text[],
      ${of(({ entry }) => entry.reverses?.number ?? null)}::bigint[], ${of(({ entry }) => entry.reverses?.rest ?? null)}::bigint[], ${of(({ rule }) => rule)}::text[],
      ${sql.join(postings)}
    ) as w (${entryColumns})
    where account_id in (select account_id from saved)`;
}

function insertGrants(table: RawBuilder<unknown>, granted: readonly BookedEntry[]): RawBuilder<unknown> {
  const of = (value: (booking: BookedEntry) => unknown): readonly unknown[] => granted.map(value);
  return sql`
    insert into ${table} (${grantColumns})
    select ${grantColumns}
    from unnest(
      ${of(({ entry }) => entry.accountId)}::text[], ${of(({ entry }) => entry.number)}::bigint[],
      ${of(({ terms }) => terms?.grantId)}::text[], ${of(({ terms }) => terms?.kind)}::text[],
      ${of(({ terms }) => terms?.amount)}::bigint[], ${of(({ terms }) => terms?.priority)}::smallint[],
      ${of(({ terms }) => timeText(terms?.effectiveAtMs))}::timestamptz[], ${of(({ terms }) => timeText(terms?.expiresAtMs))}::timestamptz[],
      ${of(({ entry }) => timeText(entry.atMs))}::timestamptz[], ${of(({ terms }) => terms?.label)}::text[],
      ${of(({ terms }) => terms?.originKind)}::text[]
    ) as w (${grantColumns})
    where account_id in (select account_id from saved)`;
}

function insertRefusals(table: RawBuilder<unknown>, refused: readonly (RememberedRefusal & { accountId: string })[]): RawBuilder<unknown> {
  return sql`
    insert into ${table} (at, account_id, command_id, fingerprint, code, detail, extras)
    select at, account_id, command_id, decode(fingerprint, 'hex'), code, detail, extras
    from unnest(
      ${refused.map((row) => timeText(row.atMs))}::timestamptz[], ${refused.map((row) => row.accountId)}::text[],
      ${refused.map((row) => row.commandId)}::text[], ${refused.map((row) => row.fingerprint)}::text[],
      ${refused.map((row) => row.refusal.code)}::text[], ${refused.map((row) => row.refusal.detail)}::text[],
      ${refused.map((row) => JSON.stringify(row.refusal.extras))}::jsonb[]
    ) as w (at, account_id, command_id, fingerprint, code, detail, extras)
    where account_id in (select account_id from saved)`;
}
