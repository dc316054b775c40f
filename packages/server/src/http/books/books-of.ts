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
  // The three branches are those of the type, which the compiler does not follow into a value.
  if (typeof value === 'bigint') return amountToText(value) as WithTexts<T>;
  if (Array.isArray(value)) return value.map((each: unknown) => withTexts(each)) as WithTexts<T>;
  if (typeof value !== 'object' || value === null) return value as WithTexts<T>;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withTexts<unknown>(member)])) as WithTexts<T>;
}
