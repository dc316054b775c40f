import type { Database } from '../database/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { AccessContext, RequestHeaders } from './access.ts';
import { hashOf, secretIn } from './api-key-secrets.ts';
import { webHeaders } from './headers.ts';
import type { KnownKey } from './known-keys.ts';
import { principalOfUser } from './principal-of-user.ts';
import type { Principal } from './principal.ts';
import { invalidApiKey } from './problems.ts';
import { touchKey } from './queries.ts';

const sessionCookie = /(?:^|;\s*)(?:__Secure-)?imprest\.session_token=/u;

export async function authenticate(context: AccessContext, keyUse: KeyUse, headers: RequestHeaders): Promise<Principal | undefined> {
  const secret = secretIn(headers['authorization']);
  if (secret === null) {
    throw invalidApiKey('The Authorization header holds no Imprest key. Send it as "Authorization: Bearer imp_sk_…".');
  }
  return secret === undefined ? principalOfSession(context, headers) : principalOfKey(context, keyUse, secret);
}

/** The principal of a key that was found unchanged within the last second; `undefined` for everybody else. */
export function recognize({ keys }: AccessContext, keyUse: KeyUse, headers: RequestHeaders): Principal | undefined {
  const secret = secretIn(headers['authorization']);
  if (typeof secret !== 'string') return undefined;
  const key = keys.find(hashOf(secret));
  if (key === undefined) return undefined;
  keyUse.note(key);
  return key.principal;
}

async function principalOfKey(context: AccessContext, keyUse: KeyUse, secret: string): Promise<Principal> {
  const key = await context.keys.read(hashOf(secret));
  if (key === 'unknown') throw invalidApiKey('No such API key. Check it, or make another one under API keys.');
  if (key === 'revoked') throw invalidApiKey('This API key has been revoked. Make another one under API keys.');
  keyUse.note(key);
  return key.principal;
}

async function principalOfSession(context: AccessContext, headers: RequestHeaders): Promise<Principal | undefined> {
  const { cookie } = headers;
  if (typeof cookie !== 'string' || !sessionCookie.test(cookie)) return undefined;
  // Looking who asks writes nothing: sessions are prolonged by refreshSession alone.
  const session = await context.passwords.auth.api.getSession({ headers: webHeaders(headers), query: { disableRefresh: true } });
  return session === null ? undefined : principalOfUser(session.user);
}

const coarsenessMs = 60_000;

/** Notes when keys were used, at most once a minute for each and beside the request, which does not wait for it. */
export class KeyUse {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #writing = new Map<string, Promise<void>>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  note(key: KnownKey): void {
    const nowMs = this.#clock.nowMs();
    if (key.lastUsedAtMs !== null && nowMs - key.lastUsedAtMs < coarsenessMs) return;
    const { accountId, apiKeyId: keyId } = key.principal;
    key.lastUsedAtMs = nowMs;
    if (this.#writing.has(keyId)) return;
    const written = touchKey(this.#database.sql, accountId, keyId, new Date(nowMs), new Date(nowMs - coarsenessMs))
      // A note that is lost is made by the next use of the key.
      .catch(() => undefined)
      .finally(() => this.#writing.delete(keyId));
    this.#writing.set(keyId, written);
  }

  async close(): Promise<void> {
    await Promise.all(this.#writing.values());
  }
}
