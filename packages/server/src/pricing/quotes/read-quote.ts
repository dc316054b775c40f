import type { Sql } from '../../database/index.ts';
import { quoteExpired, quoteNotFound } from '../problems.ts';
import { quote } from '../quote.ts';
import { readCompiledPriceBook } from '../read-current-price-book.ts';
import { selectQuote, type QuoteRow } from './queries.ts';
import { readQuoteId } from './quote-id.ts';
import { quoteSealOf } from './quote-key.ts';
import { sheetOf } from './quote-sheet.ts';
import { quoteOfSheet, type Quote } from './stored-quote.ts';

/**
 * A quote of this account, open or expired: as it was kept when it was first used, or as its id says. Refuses `quote_not_found`, also for
 * the quote of someone else.
 */
export async function readQuote(sql: Sql, accountId: string, quoteId: string): Promise<Quote> {
  const row = await selectQuote(sql, accountId, quoteId);
  return row === undefined ? await openQuoteId(sql, accountId, quoteId) : quoteOfRow(row);
}

/** The quote that an id holds. Refuses `quote_not_found`, and `quote_expired` where this server does not reckon like the one that made it. */
async function openQuoteId(sql: Sql, accountId: string, quoteId: string): Promise<Quote> {
  const terms = readQuoteId(await quoteSealOf(sql), accountId, quoteId);
  if (terms === undefined) throw quoteNotFound('There is no quote with this id in your account. Ask for a new one.', { quoteId });
  const book = await readCompiledPriceBook(sql, terms.priceBookVersion);
  const priced = quote(book, terms.request);
  if (priced.total !== terms.total || priced.upperBound !== terms.upperBound) {
    const expiredAt = new Date(terms.createdAtMs).toISOString();
    throw quoteExpired('This quote was made by another version of this server. Ask for a new one.', { quoteId, expiredAt });
  }
  return quoteOfSheet(sheetOf(book, priced, terms), { id: quoteId, accountId, createdAtMs: terms.createdAtMs });
}

function quoteOfRow(row: QuoteRow): Quote {
  const sheet = {
    engine: row.engine,
    qualifier: row.qualifier,
    request: row.request,
    lines: row.lines.map((line) => ({ ...line, amount: BigInt(line.amount) })),
    total: row.total,
    upperBound: row.upper_bound,
    congestion: row.congestion,
    maxCongestion: row.max_congestion,
    waits: row.waits,
    warnings: row.warnings,
    charging: row.charging,
    priceBook: { id: row.price_book_id, version: row.price_book_version, hash: row.price_book_hash },
  };
  const key = { id: row.id, accountId: row.account_id, createdAtMs: row.created_at.getTime() };
  return quoteOfSheet(sheet, key, row.expires_at.getTime());
}
