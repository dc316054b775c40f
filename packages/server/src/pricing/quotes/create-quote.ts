import type { Sql } from '../../database/index.ts';
import { platformFacts } from '../congestion/index.ts';
import { ratioFromText, ratioToText } from '../formulas/exact-ratio.ts';
import type { PriceRequest } from '../price-request.ts';
import { requestOutsidePriceBook } from '../problems.ts';
import { readInForce, readInForceBy } from '../read-current-price-book.ts';
import { quoteIdLengthMax, writeQuoteId } from './quote-id.ts';
import { knownQuoteSeal, quoteSealOf } from './quote-key.ts';
import { quoteSheet } from './quote-sheet.ts';
import { quoteOfSheet, type Quote } from './stored-quote.ts';

export interface CreateQuote {
  readonly accountId: string;
  /** What the customer asks for. */
  readonly request: PriceRequest;
  /** What is to make the pictures, where that is known: what is not delivered may be charged differently by engine. */
  readonly engine?: string | null;
  /** The highest factor of the queue that the customer wants to pay, as decimal text: the pictures wait until it is no more than that. */
  readonly maxCongestion?: string | undefined;
  /** What `pricesMark` said just now, where that was read already. */
  readonly mark?: string | null;
  readonly nowMs: number;
}

/**
 * Prices a request by the book in force and the queue as it is, for 15 minutes. Nothing is written: the quote is in its id, sealed. Refuses
 * `request_outside_price_book`.
 */
export async function createQuote(sql: Sql, command: CreateQuote): Promise<Quote> {
  const { accountId, request, engine = null, mark = null, nowMs } = command;
  refusePlatformFacts(request);
  const maxCongestion = command.maxCongestion === undefined ? null : shortest(command.maxCongestion);
  const { book, queueRatio } = await (mark === null ? readInForce(sql, nowMs) : readInForceBy(sql, mark, nowMs));
  const seal = knownQuoteSeal(sql) ?? (await quoteSealOf(sql));
  const sheet = quoteSheet(book, { request, queueRatio, maxCongestion, engine });
  const id = writeQuoteId(seal, { accountId, priceBookVersion: book.version, createdAtMs: nowMs }, sheet);
  if (id.length > quoteIdLengthMax) {
    throw requestOutsidePriceBook('The facts of this request are too long to be quoted. Say less.', {
      errors: [{ path: '/', message: 'has too much text' }],
    });
  }
  return quoteOfSheet(sheet, { id, accountId, createdAtMs: nowMs });
}

/** `"1.50"` and `"1.5"` are the same factor. */
export function shortest(decimal: string): string {
  return ratioToText(ratioFromText(decimal));
}

function refusePlatformFacts(request: PriceRequest): void {
  for (const fact of platformFacts) {
    if (request[fact] === undefined) continue;
    throw requestOutsidePriceBook(`A request does not say ${fact}: the platform does.`, {
      errors: [{ path: `/${fact}`, message: 'is said by the platform; leave it out' }],
    });
  }
}
