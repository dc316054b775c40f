import { Type } from 'typebox';
import type { Clock } from '../../kernel/index.ts';
import type { BooksQuestion } from '../../ledger/index.ts';
import { exactly, time } from '../schemas/index.ts';
import { readTimeMs } from '../wire.ts';

export const booksQuery = exactly({
  at: Type.Optional(Type.Unsafe<string>({ ...time, description: 'The first moment that no longer counts; now when left out' })),
  from: Type.Optional(Type.Unsafe<string>({ ...time, description: 'Where the flows begin; with the first entry when left out' })),
});

export function readBooksQuestion({ at, from }: { readonly at?: string; readonly from?: string }, clock: Clock): BooksQuestion {
  return {
    // What is booked in this very moment counts.
    atMs: at === undefined ? clock.nowMs() + 1 : readTimeMs('query.at', at),
    fromMs: from === undefined ? undefined : readTimeMs('query.from', from),
  };
}
