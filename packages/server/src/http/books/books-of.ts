import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { Books as BooksRead } from '../../ledger/index.ts';
import type { Books } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export function booksOf({ fromMs, atMs, ...books }: BooksRead): Static<typeof Books> {
  return { from: timeText(fromMs), at: timeText(atMs), ...withTexts(books) };
}

type WithTexts<T> = T extends bigint ? string : T extends object ? { -readonly [member in keyof T]: WithTexts<T[member]> } : T;

/** The same, with each amount as decimal text. */
function withTexts<T>(value: T): WithTexts<T> {
  // What `textsOf` does to a value is what `WithTexts` says of its type.
  return textsOf(value) as WithTexts<T>;
}

function textsOf(value: unknown): unknown {
  if (typeof value === 'bigint') return amountToText(value);
  if (Array.isArray(value)) return value.map(textsOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, textsOf(member)]));
}
