import type { Database } from '../../database/index.ts';
import type { TokenState } from '../chain.ts';
import { forgetTokenState } from './cursor-queries.ts';

/**
 * Forgets how the contract of a network's token was, so that it counts as right the way it is found next. For the operator, after its
 * code has changed. Gives what was forgotten; `undefined` when there was nothing. A server that runs needs no restart.
 */
export function acceptContract(database: Database, network: string): Promise<TokenState | undefined> {
  return forgetTokenState(database.sql, network);
}
