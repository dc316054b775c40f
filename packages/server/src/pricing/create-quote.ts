import { Gather, type Sql } from '../database/index.ts';
import { newId } from '../kernel/index.ts';
import type { CompiledBook } from './compiled-book.ts';
import type { PriceRequest } from './price-request.ts';
import { insertQuotes } from './queries.ts';
import { quote } from './quote.ts';
import { readCurrentPriceBook } from './read-current-price-book.ts';
import { quoteValidityMs, type Quote } from './stored-quote.ts';

export interface CreateQuote {
  readonly accountId: string;
  readonly request: PriceRequest;
  readonly nowMs: number;
}

/** How quotes are made on one database: with the book that was in force last, and kept together with those that come at the same time. */
interface QuoteDesk {
  book: CompiledBook | undefined;
  readonly keep: Gather<Quote, boolean>;
}

const desks = new WeakMap<Sql, QuoteDesk>();

/**
 * Prices a request by the book in force and keeps the price for 15 minutes. Refuses `request_outside_price_book`. Which book is in force is
 * decided by the statement that keeps the quote: one that was priced by another book is priced again.
 */
export async function createQuote(sql: Sql, command: CreateQuote): Promise<Quote> {
  const desk = deskOf(sql);
  // A request that the known book refuses may be one that the book in force takes.
  const known = desk.book === undefined ? undefined : await quoteBy(desk, desk.book, command).catch(() => undefined);
  if (known !== undefined) return known;
  for (;;) {
    desk.book = await readCurrentPriceBook(sql, command.nowMs);
    const stored = await quoteBy(desk, desk.book, command);
    if (stored !== undefined) return stored;
  }
}

/** The quote, or `undefined` where another book is in force by now. */
async function quoteBy(desk: QuoteDesk, book: CompiledBook, { accountId, request, nowMs }: CreateQuote): Promise<Quote | undefined> {
  const priced = quote(book, request);
  const stored = { ...priced, id: newId('quote', nowMs), accountId, createdAtMs: nowMs, expiresAtMs: nowMs + quoteValidityMs };
  return (await desk.keep.ask(stored)) ? stored : undefined;
}

function deskOf(sql: Sql): QuoteDesk {
  const known = desks.get(sql);
  if (known !== undefined) return known;
  const keep = new Gather<Quote, boolean>(async (quotes) => {
    const kept = await insertQuotes(sql, quotes);
    return quotes.map(({ id }) => kept.has(id));
  });
  const desk: QuoteDesk = { book: undefined, keep };
  desks.set(sql, desk);
  return desk;
}
