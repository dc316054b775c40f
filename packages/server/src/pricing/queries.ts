import { sql } from 'kysely';
import { prepared, type Sql, type Tx } from '../database/index.ts';
import type { Quote } from './stored-quote.ts';

/** An arbitrary constant: whoever publishes holds this lock until its commit, so that versions have no gaps and no two are the same. */
const publishingLock = 4_104_001;

export interface PriceBookRow {
  readonly version: number;
  readonly id: string;
  readonly hash: string;
  readonly effective_from: Date;
}

export async function lockPublishing(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${publishingLock})`.execute(tx);
}

export async function selectNewestBook(tx: Tx): Promise<PriceBookRow | undefined> {
  const { rows } = await sql<PriceBookRow>`
    select version, id, hash, effective_from from price_books order by version desc limit 1`.execute(tx);
  return rows[0];
}

/** The book in force at a time: the newest version that has come into effect. */
export async function selectBookInForce(from: Sql, atMs: number): Promise<PriceBookRow | undefined> {
  const { rows } = await sql<PriceBookRow>`
    select version, id, hash, effective_from from price_books
    where effective_from <= ${new Date(atMs)} order by version desc limit 1`.execute(from);
  return rows[0];
}

export async function insertBook(tx: Tx, row: PublishedRow): Promise<void> {
  await sql`
    insert into price_books (version, id, hash, body, effective_from, published_at)
    values (${row.version}, ${row.id}, ${row.hash}, ${JSON.stringify(row.body)}::json, ${row.effective_from}, ${row.published_at})`.execute(
    tx,
  );
}

export interface PublishedRow extends PriceBookRow {
  readonly body: unknown;
  readonly published_at: Date;
}

export async function selectBook(from: Sql, version: number): Promise<PublishedRow | undefined> {
  const { rows } = await sql<PublishedRow>`
    select version, id, hash, body, effective_from, published_at from price_books where version = ${version}`.execute(from);
  return rows[0];
}

export interface QuoteRow {
  readonly id: string;
  readonly account_id: string;
  readonly price_book_version: number;
  readonly price_book_id: string;
  readonly price_book_hash: string;
  readonly request: Quote['request'];
  readonly lines: readonly {
    readonly label: string;
    readonly detail: string | null;
    readonly factor: string | null;
    readonly amount: string;
  }[];
  readonly warnings: Quote['warnings'];
  readonly total: bigint;
  readonly qualifier: Quote['qualifier'];
  readonly upper_bound: bigint;
  readonly congestion: string;
  readonly max_congestion: string | null;
  readonly waits: boolean;
  readonly created_at: Date;
  readonly expires_at: Date;
}

export interface QuoteToKeep extends Quote {
  /** The ratio of the queue that it was priced at, in millionths; `null` where the queue has no part in its price. */
  readonly pricedAtRatio: number | null;
}

/**
 * Keeps quotes, all in one statement, and gives the ids of those that were priced by the book in force at their time and by the queue as it
 * is published. The others are not kept: a book was published or came into force, or the queue's factor moved, since their price was reckoned.
 * What an open quote binds is kept as it is.
 */
export async function insertQuotes(
  to: Sql,
  quotes: readonly QuoteToKeep[],
  kept: 'in force' | 'as they are' = 'in force',
): Promise<ReadonlySet<string>> {
  const inForce = sql`where q.price_book_version = (
      select b.version from price_books b where b.effective_from <= q.created_at order by b.version desc limit 1
    ) and (q.priced_at_ratio is null or q.priced_at_ratio = coalesce((select c.published from congestion_states c), 0))`;
  const sent = quotes.map((quote) => ({
    account_id: quote.accountId,
    id: quote.id,
    price_book_version: quote.priceBook.version,
    request: quote.request,
    // Amounts go as text: a JSON number would lose what is above 2^53.
    lines: quote.lines.map((line) => ({ ...line, amount: line.amount.toString() })),
    warnings: quote.warnings,
    total: quote.total.toString(),
    qualifier: quote.qualifier,
    upper_bound: quote.upperBound.toString(),
    congestion: quote.congestion,
    max_congestion: quote.maxCongestion,
    waits: quote.waits,
    priced_at_ratio: quote.pricedAtRatio,
    created_at: new Date(quote.createdAtMs).toISOString(),
    expires_at: new Date(quote.expiresAtMs).toISOString(),
  }));
  const { rows } = await sql<{ id: string }>`${prepared}
    insert into quotes (account_id, id, price_book_version, request, lines, warnings, total, qualifier, upper_bound, congestion, max_congestion, waits,
      created_at, expires_at)
    select q.account_id, q.id, q.price_book_version, q.request, q.lines, q.warnings, q.total, q.qualifier, q.upper_bound, q.congestion,
      q.max_congestion, q.waits, q.created_at, q.expires_at
    from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb) as q (
      account_id text, id text, price_book_version integer, request jsonb, lines jsonb, warnings jsonb, total bigint, qualifier text,
      upper_bound bigint, congestion text, max_congestion text, waits boolean, priced_at_ratio integer, created_at timestamptz, expires_at timestamptz
    )
    ${kept === 'in force' ? inForce : sql``}
    returning id`.execute(to);
  return new Set(rows.map(({ id }) => id));
}

export async function selectQuote(from: Sql, accountId: string, quoteId: string): Promise<QuoteRow | undefined> {
  const { rows } = await sql<QuoteRow>`
    select q.id, q.account_id, q.price_book_version, b.id as price_book_id, b.hash as price_book_hash, q.request, q.lines, q.warnings,
      q.total, q.qualifier, q.upper_bound, q.congestion, q.max_congestion, q.waits, q.created_at, q.expires_at
    from quotes q join price_books b on b.version = q.price_book_version
    where q.account_id = ${accountId} and q.id = ${quoteId}`.execute(from);
  return rows[0];
}
