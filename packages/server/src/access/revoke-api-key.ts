import type { AccessContext } from './access.ts';
import { requireSession, type Principal } from './principal.ts';
import { apiKeyNotFound } from './problems.ts';
import { endApiKey } from './queries.ts';

/**
 * From the next request on the key is refused, by other servers within a second. The row stays, so that what the key did can still be told.
 */
export async function revokeApiKey({ database, clock, keys }: AccessContext, principal: Principal, id: string): Promise<void> {
  requireSession(principal);
  try {
    if (await endApiKey(database.sql, principal.accountId, id, new Date(clock.nowMs()))) return;
  } finally {
    // Also when the answer of the database was lost: the key may be ended all the same.
    keys.forgetAll();
  }
  throw apiKeyNotFound('There is no API key with this id among yours. List your keys to see their ids.');
}
