import { Problem } from '../../kernel/index.ts';
import type { CompiledBook } from '../compiled-book.ts';
import { ratioFromText, ratioToText } from '../formulas/exact-ratio.ts';
import { isDecimal } from '../formulas/number-text.ts';
import type { FactValue } from '../price-book.ts';
import { requestOutsidePriceBook } from '../problems.ts';
import { totalOf, type PricedRequest } from '../quote.ts';
import { ontoGrid } from '../read-request.ts';

/**
 * What a quoted request costs in the end, in micro-credits: its price with the facts that were measured, and never more than the quote's
 * upper bound. Where the book has no price for what was measured, that bound. A measured number that lies between two values of its fact
 * counts as the higher one; what the book does not call measured is left as it was quoted. `book` is the one that the quote was made by.
 */
export function settleQuote(
  book: CompiledBook,
  quoted: Pick<PricedRequest, 'request' | 'upperBound'>,
  measured: Readonly<Record<string, FactValue>>,
): bigint {
  try {
    const total = totalOf(book, { ...quoted.request, ...measuredFacts(book, measured) });
    return total < quoted.upperBound ? total : quoted.upperBound;
  } catch (error) {
    if (error instanceof Problem && error.code === requestOutsidePriceBook.definition.code) return quoted.upperBound;
    throw error;
  }
}

function measuredFacts(book: CompiledBook, measured: Readonly<Record<string, FactValue>>): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {};
  for (const [name, value] of Object.entries(measured)) {
    const fact = book.facts.get(name);
    if (fact?.kind !== 'number' || fact.measured === undefined) continue;
    // What a clock measures has more digits than a price needs.
    const text = typeof value === 'number' && Math.abs(value) < 1e12 ? value.toFixed(6) : String(value);
    facts[name] = isDecimal(text) ? ratioToText(ontoGrid(fact, ratioFromText(text))) : value;
  }
  return facts;
}
