import type { Book } from '../entries.ts';

/**
 * The number by which moves name the credit line. Credits that are taken before they are paid come from no grant: they come from the book
 * `unbilled`, and what is given back returns there.
 */
export const creditLine = 0;

export const creditLineId = 'credit_line';

/** The book in which credits lie that nobody holds: a grant's are available, the credit line's are not billed yet. */
export function restingBook(grant: number): Book {
  return grant === creditLine ? 'unbilled' : 'available';
}
