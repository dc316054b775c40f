import { Problem } from '../kernel/index.ts';
import { databaseUnavailable } from './problems.ts';

/** System errors of a connection that was refused, reset or went silent. */
const systemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * SQLSTATE classes that speak of the server and not of the statement: 08 connection (but for 08P01, which blames what was sent),
 * 57P shutdown, 53 no room, memory or connections.
 */
const serverStates = /^(?:08(?!P01)|57P|53)/u;

/** pg reports a lost connection as plain errors with these texts. */
const lostConnection =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed|Cannot use a pool after)/u;

/**
 * Turns an error that means "the database cannot be reached or cannot work now" into the problem `database_unavailable`, and leaves every
 * other error as it is.
 */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '53100') return databaseUnavailable('The disk of the database is full. Try again once there is room.', {}, { cause: error });
  if (systemCodes.has(code) || serverStates.test(code) || lostConnection.test(error.message)) {
    return databaseUnavailable('The database cannot be reached just now. Repeat the request with the same key.', {}, { cause: error });
  }
  return error;
}
