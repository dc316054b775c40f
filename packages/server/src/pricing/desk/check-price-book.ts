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
  if (fault !== undefined) return [{ path: '', line: lineAt(text, fault.at), message: `is not JSON: ${fault.message}`, request: null }];
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

/** The line of a place; what is missing behind the last line is missing on it. */
function lineAt(text: string, at: number): number {
  return (at >= text.trimEnd().length ? text.trimEnd() : text.slice(0, at)).split('\n').length;
}
