import type { AccessContext } from './access.ts';
import { requireSession, type Principal } from './principal.ts';
import { apiKeyNotFound } from './problems.ts';
import { endApiKey } from './queries.ts';

/** From the next request on the key is refused. The row stays, so that what the key did can still be told. */
export async function revokeApiKey({ database, clock }: AccessContext, principal: Principal, id: string): Promise<void> {
  requireSession(principal);
  if (!(await endApiKey(database.sql, principal.accountId, id, new Date(clock.nowMs())))) {
    throw apiKeyNotFound('There is no API key with this id among yours. List your keys to see their ids.');
  }
}
