import { sql } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import type { PricedFacts } from '../price-request.ts';
import type { PriceBookRow } from '../queries.ts';

export interface DraftRevision {
  readonly id: string;
  readonly revision: number;
}

export interface DraftRow {
  readonly id: string;
  readonly revision: number;
  readonly body: unknown;
  readonly created_at: Date;
  readonly saved_at: Date;
}

export async function insertDraft(to: Sql, { id, revision, body, created_at, saved_at }: DraftRow): Promise<void> {
  await sql`
    insert into price_book_drafts (id, revision, body, created_at, saved_at)
    values (${id}, ${revision}, ${JSON.stringify(body)}::json, ${created_at}, ${saved_at})`.execute(to);
}

/** Replaces exactly the revision that was read; `undefined` where there is another one or none. */
export async function updateDraft(
  to: Sql,
  draft: { readonly id: string; readonly revision: number; readonly body: unknown; readonly savedAt: Date },
): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    update price_book_drafts
    set revision = revision + 1, body = ${JSON.stringify(draft.body)}::json, saved_at = ${draft.savedAt}
    where id = ${draft.id} and revision = ${draft.revision}
    returning id, revision, body, created_at, saved_at`.execute(to);
  return rows[0];
}

/** Removes exactly the revision that was read, and gives it. */
export async function deleteDraft(to: Sql, id: string, revision: number): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    delete from price_book_drafts where id = ${id} and revision = ${revision}
    returning id, revision, body, created_at, saved_at`.execute(to);
  return rows[0];
}

/** Remembers which version a draft became, in the transaction that publishes it. */
export async function insertPublishedDraft(tx: Tx, draft: DraftRevision, version: number): Promise<void> {
  await sql`insert into ended_drafts (draft_id, revision, version) values (${draft.id}, ${draft.revision}, ${version})`.execute(tx);
}

/** Removes exactly the revision that was read and remembers that nothing became of it, in one statement; gives whether it was there. */
export async function moveDraftAway(on: Sql, { id, revision }: DraftRevision): Promise<boolean> {
  const { rows } = await sql`
    with gone as (delete from price_book_drafts where id = ${id} and revision = ${revision} returning id, revision)
    insert into ended_drafts (draft_id, revision) select id, revision from gone returning draft_id`.execute(on);
  return rows.length > 0;
}

/** What became of this revision of a draft that is gone: a version, or `null` where it was discarded. */
export async function selectEndedDraft(
  from: Sql,
  { id, revision }: DraftRevision,
): Promise<{ readonly version: number | null } | undefined> {
  const { rows } = await sql<{ version: number | null }>`
    select version from ended_drafts where draft_id = ${id} and revision = ${revision}`.execute(from);
  return rows[0];
}

/** All drafts, the one that was saved last first. */
export async function selectDrafts(from: Sql): Promise<readonly DraftRow[]> {
  const { rows } = await sql<DraftRow>`
    select id, revision, body, created_at, saved_at from price_book_drafts order by saved_at desc, id`.execute(from);
  return rows;
}

export async function selectDraft(from: Sql, id: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    select id, revision, body, created_at, saved_at from price_book_drafts where id = ${id}`.execute(from);
  return rows[0];
}

/** `coming`: will be in force from its time on. `replaced`: it was in force, or a newer one came before its time. */
export type BookState = 'coming' | 'current' | 'replaced';

export interface VersionRow extends PriceBookRow {
  readonly title: string;
  readonly published_at: Date;
  readonly state: BookState;
}

/** Versions without what they say, the newest first, below a version. */
export async function selectVersions(from: Sql, nowMs: number, below: number, limit: number): Promise<readonly VersionRow[]> {
  const now = new Date(nowMs);
  const { rows } = await sql<VersionRow>`
    select b.version, b.id, b.hash, b.body->>'title' as title, b.effective_from, b.published_at,
      case
        when b.version = (select max(c.version) from price_books c where c.effective_from <= ${now}) then 'current'
        when b.effective_from > ${now} and not exists (
          select 1 from price_books n where n.version > b.version and n.effective_from <= b.effective_from
        ) then 'coming'
        else 'replaced'
      end as state
    from price_books b where b.version < ${below} order by b.version desc limit ${limit}`.execute(from);
  return rows;
}

export interface QuotedFactsRow {
  readonly account_id: string;
  readonly id: string;
  readonly request: PricedFacts;
}

export async function selectQuotedFacts(
  from: Sql,
  quotes: readonly { readonly accountId: string; readonly quoteId: string }[],
): Promise<readonly QuotedFactsRow[]> {
  const accounts = quotes.map(({ accountId }) => accountId);
  const ids = quotes.map(({ quoteId }) => quoteId);
  const { rows } = await sql<QuotedFactsRow>`
    select q.account_id, q.id, q.request
    from unnest(${accounts}::text[], ${ids}::text[]) as asked (account_id, id)
    join quotes q on q.account_id = asked.account_id and q.id = asked.id`.execute(from);
  return rows;
}
