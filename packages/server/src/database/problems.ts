import type pg from 'pg';
import { defineProblem, StartError } from '../kernel/index.ts';

/** The database cannot be reached just now. Whether the interrupted work was committed is not known: repeat it with the same key. */
export const databaseUnavailable = defineProblem({
  code: 'database_unavailable',
  status: 503,
  title: 'The database is not available',
  retry: 'same_key',
});

/** The oldest major version of PostgreSQL that has all that is used. */
export const oldestVersion = 15;

/** Says in one line why a PostgreSQL could not be used at the start. Errors that it does not know come back as they are. */
export function explainConnectFailure(error: unknown, address: pg.ClientConfig): unknown {
  if (error instanceof StartError || !(error instanceof Error)) return error;
  const place = placeOf(address);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const options = { cause: error };
  if (code === '53100') return new StartError(`There is no room left on the disk of ${place}: free some space and start again.`, options);
  if (code === '28P01' || code === '28000') {
    return new StartError(`${place} refuses the user or the password: correct DATABASE_URL.`, options);
  }
  if (code === '3D000') return new StartError(`${place} does not exist: create it (createdb), or correct DATABASE_URL.`, options);
  if (code === '42501')
    return new StartError(`The user of DATABASE_URL may not create tables in ${place}: make it the owner of the database.`, options);
  if (/^(?:E[A-Z]+|08|57P|53)/u.test(code) || /timeout|terminated|SSL|ECONN/iu.test(error.message)) {
    return new StartError(`${place} cannot be reached (${reasonOf(error)}): start that PostgreSQL, or correct DATABASE_URL.`, options);
  }
  return error;
}

/** Names host, port and database, and never the password. */
function placeOf(address: pg.ClientConfig): string {
  const url = address.connectionString === undefined ? null : URL.parse(address.connectionString);
  if (url === null) return 'The embedded PostgreSQL';
  return `The PostgreSQL database ${url.pathname.slice(1)} at ${url.hostname}:${url.port === '' ? '5432' : url.port}`;
}

/** An error of several addresses tried in turn has no message of its own. */
function reasonOf(error: Error): string {
  if (error.message !== '') return error.message;
  return error instanceof AggregateError ? error.errors.map(String).join(', ') : String(error);
}
