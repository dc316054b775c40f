import { defineProblem } from '../kernel/index.ts';

/** The database cannot be reached just now. Whether the interrupted work was committed is not known: repeat it with the same key. */
export const databaseUnavailable = defineProblem({
  code: 'database_unavailable',
  status: 503,
  title: 'The database is not available',
  retry: 'same_key',
});

/** Why Imprest cannot start, as one line for a person: what is wrong and what to do next. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
