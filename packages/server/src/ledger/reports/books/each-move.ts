import { bookOfLetter } from '../../account/entry-hash.ts';
import type { Book } from '../../entries.ts';

const space = ' '.charCodeAt(0);
const zero = '0'.charCodeAt(0);
const nine = '9'.charCodeAt(0);
const bookByCode = new Map([...bookOfLetter].map(([letter, book]) => [letter.charCodeAt(0), book]));

/**
 * Gives each move of a text of moves. The books read every move of the journal, so this goes through the text once, without an expression
 * and without an object for each move.
 */
export function eachMove(text: string, tell: (grant: number, from: Book, to: Book, amount: bigint) => void): void {
  let at = 0;
  while (at < text.length) {
    let grant = 0;
    for (; isDigit(text.charCodeAt(at)); at += 1) grant = grant * 10 + text.charCodeAt(at) - zero;
    const from = bookByCode.get(text.charCodeAt(at));
    const to = bookByCode.get(text.charCodeAt(at + 1));
    at += 2;
    const start = at;
    while (isDigit(text.charCodeAt(at))) at += 1;
    if (from === undefined || to === undefined || at === start || (at < text.length && text.charCodeAt(at) !== space)) {
      throw new Error('the journal has a move that no version of Imprest writes: run imprest audit');
    }
    tell(grant, from, to, BigInt(text.slice(start, at)));
    at += 1;
  }
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}
