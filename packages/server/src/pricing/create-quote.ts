import { Gather, type Sql } from '../database/index.ts';
import { newId } from '../kernel/index.ts';
import type { CompiledBook } from './compiled-book.ts';
import type { PriceRequest } from './price-request.ts';
import { insertQuotes, type QuoteToKeep } from './queries.ts';
import { quoteAt, selectCongestion } from './congestion/index.ts';
import { ratioFromText, ratioToText } from './exact-ratio.ts';
import { readCurrentPriceBook } from './read-current-price-book.ts';
import { quoteValidityMs, type Quote } from './stored-quote.ts';

export interface CreateQuote {
  readonly accountId: string;
  readonly request: PriceRequest;
  /** The highest factor of the queue that the customer wants to pay, as decimal text: the pictures wait until it is no more than that. */
  readonly maxCongestion?: string | undefined;
  readonly nowMs: number;
}

/** What prices are made by at a moment. */
interface InForce {
  readonly book: CompiledBook;
  /** The queue's ratio in millionths, as it was published. */
  readonly queueRatio: number;
}

/** How quotes are made on one database: by what was in force last, and kept together with those that come at the same time. */
interface QuoteDesk {
  inForce: InForce | undefined;
  readonly keep: Gather<QuoteToKeep, boolean>;
}

const desks = new WeakMap<Sql, QuoteDesk>();

/**
 * Prices a request by the book in force and the queue as it is, and keeps the price for 15 minutes. Refuses `request_outside_price_book`.
 * Which book and which factor of the queue are in force is decided by the statement that keeps the quote: one that was priced by others is
 * priced again.
 */
export async function createQuote(sql: Sql, command: CreateQuote): Promise<Quote> {
  const desk = deskOf(sql);
  // A request that the known book refuses may be one that the book in force takes.
  const known = desk.inForce === undefined ? undefined : await quoteBy(desk, desk.inForce, command).catch(() => undefined);
  if (known !== undefined) return known;
  for (;;) {
    const [book, queue] = await Promise.all([readCurrentPriceBook(sql, command.nowMs), selectCongestion(sql)]);
    desk.inForce = { book, queueRatio: queue?.published ?? 0 };
    const stored = await quoteBy(desk, desk.inForce, command);
    if (stored !== undefined) return stored;
  }
}

/** The quote, or `undefined` where something else is in force by now. */
async function quoteBy(desk: QuoteDesk, { book, queueRatio }: InForce, command: CreateQuote): Promise<Quote | undefined> {
  const { accountId, request, nowMs } = command;
  const maxCongestion = command.maxCongestion === undefined ? null : shortest(command.maxCongestion);
  const { priced, waits } = quoteAt(book, request, queueRatio, maxCongestion);
  const id = newId('quote', nowMs);
  const stored = { ...priced, id, accountId, maxCongestion, waits, createdAtMs: nowMs, expiresAtMs: nowMs + quoteValidityMs };
  const isPricedByQueue = priced.request['queueRatio'] !== undefined;
  return (await desk.keep.ask({ ...stored, pricedAtRatio: isPricedByQueue ? queueRatio : null })) ? stored : undefined;
}

/** `"1.50"` and `"1.5"` are the same factor. */
export function shortest(decimal: string): string {
  return ratioToText(ratioFromText(decimal));
}

function deskOf(sql: Sql): QuoteDesk {
  const known = desks.get(sql);
  if (known !== undefined) return known;
  const keep = new Gather<QuoteToKeep, boolean>(async (quotes) => {
    const kept = await insertQuotes(sql, quotes);
    return quotes.map(({ id }) => kept.has(id));
  });
  const desk: QuoteDesk = { inForce: undefined, keep };
  desks.set(sql, desk);
  return desk;
}
