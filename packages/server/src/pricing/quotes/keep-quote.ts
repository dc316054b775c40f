import type { Tx } from '../../database/index.ts';
import { insertQuote } from './queries.ts';
import type { Quote } from './stored-quote.ts';

/** Keeps a quote in the transaction that uses it, with its lines as they were shown. Used again, it is there already. */
export async function keepQuote(tx: Tx, quote: Quote): Promise<void> {
  await insertQuote(tx, quote);
}
