import { Problem } from '../../kernel/index.ts';
import type { BookError } from '../form-errors.ts';
import { lineOfPath } from '../line-of-path.ts';
import { parsePriceBook } from '../parse/parse-price-book.ts';
import { invalidPriceBook } from '../problems.ts';
import { inDollars } from '../publish-price-book.ts';
import { findJsonFault } from './json-fault.ts';

/** Something wrong in the text of a price book. */
export interface BookProblem {
  /** A JSON pointer to the offending node; empty for the whole. */
  readonly path: string;
  /** Of the text, counted from 1. */
  readonly line: number;
  readonly message: string;
  /** A request that shows it, where there is one. */
  readonly request: Readonly<Record<string, string | number | boolean>> | null;
}

/** What would be refused if this text were published, in the order of its lines; nothing for a book that can be. */
export function checkPriceBook(text: string): readonly BookProblem[] {
  const fault = findJsonFault(text);
  if (fault !== undefined) return [{ path: '', line: fault.line, message: `is not JSON: ${fault.message}`, request: null }];
  const book: unknown = JSON.parse(text);
  const errors = errorsOf(book);
  return errors
    .map(({ path, message, request }) => ({ path, line: lineOfPath(text, path), message, request: request ?? null }))
    .toSorted((a, b) => a.line - b.line);
}

function errorsOf(value: unknown): readonly (BookError & { readonly request?: NonNullable<BookProblem['request']> })[] {
  try {
    return parsePriceBook(value).book.unit === 'usd' ? [inDollars] : [];
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== invalidPriceBook.definition.code) throw error;
    // True because these are the extras of `invalid_price_book`.
    return error.extras['errors'] as readonly BookError[];
  }
}
