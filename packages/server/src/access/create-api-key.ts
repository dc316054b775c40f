import { newId } from '../kernel/index.ts';
import type { AccessContext } from './access.ts';
import { hashOf, newSecret, prefixOf } from './api-key-secrets.ts';
import { requireSession, type Principal } from './principal.ts';
import { tooManyApiKeys } from './problems.ts';
import { insertApiKey } from './queries.ts';

/** A person needs a handful; the bound keeps a runaway script from filling the table. */
const liveKeysMax = 100;

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The first characters, such as `imp_sk_4fG7aa`, to tell keys apart. */
  readonly prefix: string;
  readonly createdAtMs: number;
  /** To the minute. */
  readonly lastUsedAtMs: number | null;
  readonly revokedAtMs: number | null;
}

export interface CreatedApiKey extends ApiKey {
  readonly secret: string;
}

export async function createApiKey({ database, clock }: AccessContext, principal: Principal, name: string): Promise<CreatedApiKey> {
  requireSession(principal);
  const createdAtMs = clock.nowMs();
  const secret = newSecret();
  const key = { id: newId('key', createdAtMs), name, prefix: prefixOf(secret) };
  const { accountId, userId } = principal;
  const row = { ...key, accountId, userId, secretSha256: Buffer.from(hashOf(secret), 'hex'), createdAt: new Date(createdAtMs) };
  const written = await database.transaction((tx) => insertApiKey(tx, row, liveKeysMax));
  if (!written) throw tooManyApiKeys(`You have ${String(liveKeysMax)} live API keys. Revoke one that is not in use, then try again.`);
  return { ...key, createdAtMs, lastUsedAtMs: null, revokedAtMs: null, secret };
}
