import { sql } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import type { Quote } from './stored-quote.ts';

/** Keeps the first key that was ever made and gives it, whoever comes second. */
export async function keepQuoteKey(on: Sql, fresh: Buffer): Promise<Buffer> {
  await sql`insert into quote_keys (id, key) values (1, ${fresh}) on conflict (id) do nothing`.execute(on);
  const { rows } = await sql<{ key: Buffer }>`select key from quote_keys where id = 1`.execute(on);
  return rows[0]?.key ?? fresh;
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
  readonly engine: string | null;
  readonly charging: Quote['charging'];
  readonly created_at: Date;
  readonly expires_at: Date;
}

/** Keeps a quote that is used, once. */
export async function insertQuote(tx: Tx, quote: Quote): Promise<void> {
  // Amounts go as text: a JSON number would lose what is above 2^53.
  const lines = quote.lines.map((line) => ({ ...line, amount: line.amount.toString() }));
  await sql`
    insert into quotes (account_id, id, price_book_version, request, lines, warnings, total, qualifier, upper_bound, congestion, max_congestion, waits, engine, charging,
      created_at, expires_at)
    values (${quote.accountId}, ${quote.id}, ${quote.priceBook.version}, ${JSON.stringify(quote.request)}::jsonb, ${JSON.stringify(lines)}::jsonb,
      ${JSON.stringify(quote.warnings)}::jsonb, ${quote.total}, ${quote.qualifier}, ${quote.upperBound}, ${quote.congestion}, ${quote.maxCongestion}, ${quote.waits}, ${quote.engine},
      ${JSON.stringify(quote.charging)}::jsonb, ${new Date(quote.createdAtMs)}, ${new Date(quote.expiresAtMs)})
    on conflict (account_id, id) do nothing`.execute(tx);
}

export async function selectQuote(from: Sql, accountId: string, quoteId: string): Promise<QuoteRow | undefined> {
  const { rows } = await sql<QuoteRow>`
    select q.id, q.account_id, q.price_book_version, b.id as price_book_id, b.hash as price_book_hash, q.request, q.lines, q.warnings,
      q.total, q.qualifier, q.upper_bound, q.congestion, q.max_congestion, q.waits, q.engine, q.charging, q.created_at, q.expires_at
    from quotes q join price_books b on b.version = q.price_book_version
    where q.account_id = ${accountId} and q.id = ${quoteId}`.execute(from);
  return rows[0];
}
