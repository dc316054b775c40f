import type { Tx } from '../../database/index.ts';
import { derivedId } from '../../kernel/index.ts';
import { platformFacts, quoteAt, selectCongestion } from '../congestion/index.ts';
import { insertQuote } from './queries.ts';
import { readCompiledPriceBook } from '../read-current-price-book.ts';
import { readQuote } from './read-quote.ts';
import { quoteOfSheet, type Quote } from './stored-quote.ts';

export interface Requote {
  readonly accountId: string;
  /** A quote that waits. */
  readonly quoteId: string;
  /** What is made from it; of one quote, several things may be made. */
  readonly madeId: string;
  readonly nowMs: number;
}

/**
 * Prices what waits for a lower factor of the queue again, by the book of its first quote, and keeps that as a quote of its own, which is
 * never dearer than the first. `undefined` while the factor is still above what the customer wants to pay. Its id follows from the first
 * quote's and from what is made, so that this begins at one price only.
 */
export async function requote(tx: Tx, { accountId, quoteId, madeId, nowMs }: Requote): Promise<Quote | undefined> {
  const first = await readQuote(tx, accountId, quoteId);
  const [book, queue] = [await readCompiledPriceBook(tx, first.priceBook.version), await selectCongestion(tx)];
  const facts = Object.entries(first.request).filter(([fact]) => !platformFacts.has(fact));
  const request = { ...Object.fromEntries(facts), operation: first.request.operation };
  const { priced, waits } = quoteAt(book, request, queue?.published ?? 0, first.maxCongestion);
  if (waits) return undefined;
  // A book whose price falls as the queue grows is an odd one; its customers keep what they were promised all the same.
  const cheapest = priced.total <= first.total ? priced : first.sheet;
  const sheet = { ...first.sheet, ...cheapest, waits: false };
  const quote = quoteOfSheet(sheet, { id: derivedId('quote', first.id, madeId), accountId, createdAtMs: nowMs });
  await insertQuote(tx, quote);
  return quote;
}
