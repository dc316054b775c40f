import type { AccessContext } from './access.ts';
import type { ApiKey } from './create-api-key.ts';
import type { Principal } from './principal.ts';
import { apiKeysOf } from './queries.ts';

export interface ApiKeyPage {
  readonly apiKeys: readonly ApiKey[];
  readonly nextCursor: string | null;
}

export async function listApiKeys(
  { database }: AccessContext,
  principal: Principal,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<ApiKeyPage> {
  // One row more than asked tells whether there is a next page.
  const rows = await apiKeysOf(database.sql, principal.accountId, limit + 1, cursor ?? null);
  const apiKeys = rows.slice(0, limit).map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    createdAtMs: row.created_at.getTime(),
    lastUsedAtMs: row.last_used_at?.getTime() ?? null,
    revokedAtMs: row.revoked_at?.getTime() ?? null,
  }));
  return { apiKeys, nextCursor: rows.length > limit ? (apiKeys.at(-1)?.id ?? null) : null };
}
