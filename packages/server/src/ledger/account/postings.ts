import { books, type Book, type Posting } from '../entries.ts';

/** The sum of the moves for each book, in the order of `books`, without those that come to zero. */
export function postingsOf(moves: readonly { readonly from: Book; readonly to: Book; readonly amount: bigint }[]): readonly Posting[] {
  const sums = new Map<Book, bigint>();
  for (const move of moves) {
    sums.set(move.from, (sums.get(move.from) ?? 0n) - move.amount);
    sums.set(move.to, (sums.get(move.to) ?? 0n) + move.amount);
  }
  const postings: Posting[] = [];
  for (const book of books) {
    const amount = sums.get(book) ?? 0n;
    if (amount !== 0n) postings.push({ book, amount });
  }
  return postings;
}

/** What the postings do to one book. */
export function amountIn(postings: readonly Posting[], book: Book): bigint {
  return postings.find((posting) => posting.book === book)?.amount ?? 0n;
}
