import type { Command } from 'commander';

export interface BooksOptions {
  at?: string;
  from?: string;
}

/** The options of commands about the operator's books. */
export function booksOptions(command: Command): Command {
  return command
    .option('--at <time>', 'ISO 8601 time; the first moment that no longer counts, now when left out')
    .option('--from <time>', 'ISO 8601 time; where the flows begin, with the first entry when left out');
}

/** What these options ask for. */
export function booksOf({ at, from }: BooksOptions): BooksOptions {
  return { ...(at === undefined ? {} : { at }), ...(from === undefined ? {} : { from }) };
}
