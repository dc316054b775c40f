import type { Sql } from '../../database/index.ts';
import { platformFacts } from '../congestion/index.ts';
import { shortest } from './create-quote.ts';
import type { FactValue } from '../price-book.ts';
import { pricedFacts, type PricedFacts, type PriceRequest } from '../price-request.ts';
import { quoteExpired, quoteMismatch } from '../problems.ts';
import { readQuote } from './read-quote.ts';
import type { Quote } from './stored-quote.ts';

export interface RequireOpenQuote {
  readonly accountId: string;
  readonly quoteId: string;
  /** What is to be made under the quote. */
  readonly request: PriceRequest;
  /** As in `CreateQuote`; what the quote says counts when left out. */
  readonly maxCongestion?: string | undefined;
  readonly nowMs: number;
}

/**
 * The quote that this request may be charged by. Refuses `quote_not_found`, `quote_expired`, and `quote_mismatch` when the request differs
 * from the quoted one in anything that a price may depend on.
 */
export async function requireOpenQuote(sql: Sql, command: RequireOpenQuote): Promise<Quote> {
  const { accountId, quoteId, request, maxCongestion, nowMs } = command;
  const quote = await readQuote(sql, accountId, quoteId);
  if (nowMs >= quote.expiresAtMs) {
    const expiredAt = new Date(quote.expiresAtMs).toISOString();
    throw quoteExpired(`This quote was valid until ${expiredAt}. Ask for a new one; the price may have changed.`, { quoteId, expiredAt });
  }
  const differences = [...differencesOf(quote.request, pricedFacts(request)), ...congestionDifference(quote, maxCongestion)];
  if (differences.length > 0) {
    const words = differences.map(({ fact, quoted, requested }) => `${fact} (quoted ${String(quoted)}, requested ${String(requested)})`);
    throw quoteMismatch(`The request differs from the quoted one in ${words.join(', ')}. Ask for a quote of this request.`, {
      quoteId,
      differences,
    });
  }
  return quote;
}

interface Difference {
  readonly fact: string;
  readonly quoted: FactValue | null;
  readonly requested: FactValue | null;
}

function differencesOf(quoted: PricedFacts, requested: PricedFacts): readonly Difference[] {
  const facts = [...new Set([...Object.keys(quoted), ...Object.keys(requested)])].toSorted();
  return facts
    .filter((fact) => !platformFacts.has(fact) && quoted[fact] !== requested[fact])
    .map((fact) => ({ fact, quoted: quoted[fact] ?? null, requested: requested[fact] ?? null }));
}

function congestionDifference(quote: Quote, asked: string | undefined): readonly Difference[] {
  if (asked === undefined || shortest(asked) === quote.maxCongestion) return [];
  return [{ fact: 'maxCongestion', quoted: quote.maxCongestion, requested: asked }];
}
