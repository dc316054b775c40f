import type { Sql } from '../database/index.ts';
import { newId } from '../kernel/index.ts';
import type { PriceRequest } from './price-request.ts';
import { insertQuote } from './queries.ts';
import { quote } from './quote.ts';
import { readCurrentPriceBook } from './read-current-price-book.ts';
import { quoteValidityMs, type Quote } from './stored-quote.ts';

export interface CreateQuote {
  readonly accountId: string;
  readonly request: PriceRequest;
  readonly nowMs: number;
}

/** Prices a request by the book in force and keeps the price for 15 minutes. Refuses `request_outside_price_book`. */
export async function createQuote(sql: Sql, { accountId, request, nowMs }: CreateQuote): Promise<Quote> {
  const priced = quote(await readCurrentPriceBook(sql, nowMs), request);
  const stored: Quote = {
    ...priced,
    id: newId('quote', nowMs),
    accountId,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + quoteValidityMs,
  };
  await insertQuote(sql, stored);
  return stored;
}
