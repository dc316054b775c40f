import type { Sql } from '../database/index.ts';
import { quoteNotFound } from './problems.ts';
import { selectQuote } from './queries.ts';
import type { Quote } from './stored-quote.ts';

/** A quote of this account, open or expired. Refuses `quote_not_found`, also for the quote of someone else. */
export async function readQuote(sql: Sql, accountId: string, quoteId: string): Promise<Quote> {
  const row = await selectQuote(sql, accountId, quoteId);
  if (row === undefined) throw quoteNotFound('There is no quote with this id in your account. Ask for a new one.', { quoteId });
  return {
    id: row.id,
    accountId: row.account_id,
    qualifier: row.qualifier,
    request: row.request,
    lines: row.lines.map((line) => ({ ...line, amount: BigInt(line.amount) })),
    total: row.total,
    upperBound: row.upper_bound,
    congestion: row.congestion,
    maxCongestion: row.max_congestion,
    waits: row.waits,
    warnings: row.warnings,
    priceBook: { id: row.price_book_id, version: row.price_book_version, hash: row.price_book_hash },
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
  };
}
