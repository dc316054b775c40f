import { sql } from 'kysely';
import { prepared, type Sql, type Tx } from '../database/index.ts';
import type { Role } from './principal.ts';

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface KeyOwnerRow {
  key_id: string;
  account_id: string;
  revoked_at: Date | null;
  last_used_at: Date | null;
  user_id: string;
  email: string;
  name: string;
  role: Role;
  /** What `countAccessChanges` gave in the same moment. */
  changes: bigint;
}

/** Keeps the first secret that was ever written under this name and gives it, whoever comes second. */
export async function keepSecret(db: Sql, name: string, fresh: string): Promise<string> {
  await sql`insert into access_secrets (name, value) values (${name}, ${fresh}) on conflict (name) do nothing`.execute(db);
  const { rows } = await sql<{ value: string }>`select value from access_secrets where name = ${name}`.execute(db);
  return rows[0]?.value ?? fresh;
}

export async function userWithEmail(db: Sql, email: string): Promise<{ id: string; role: Role } | undefined> {
  const { rows } = await sql<{ id: string; role: Role }>`select id, role from users where email = ${email}`.execute(db);
  return rows[0];
}

/** How often keys have ended or people changed: what was known of a key under the same number is still so. */
export async function countAccessChanges(db: Sql): Promise<bigint> {
  const { rows } = await sql<{ number: bigint }>`${prepared}select number from access_changes`.execute(db);
  return rows[0]?.number ?? 0n;
}

/** Whose keys these are, in the order of the hashes, which are hex; `null` for one that nobody has. */
export async function keyOwners(db: Sql, hashes: readonly string[]): Promise<readonly (KeyOwnerRow | null)[]> {
  const { rows } = await sql<KeyOwnerRow & { hash: string }>`${prepared}
    select encode(k.secret_sha256, 'hex') as hash, k.id as key_id, k.account_id, k.revoked_at, k.last_used_at, u.id as user_id, u.email, u.name, u.role,
      (select number from access_changes) as changes
    from api_keys k join users u on u.id = k.user_id
    where k.secret_sha256 = any(select decode(hash, 'hex') from unnest(${[...new Set(hashes)]}::text[]) as asked (hash))`.execute(db);
  const owners = new Map(rows.map(({ hash, ...owner }) => [hash, owner]));
  return hashes.map((hash) => owners.get(hash) ?? null);
}

export async function touchKey(db: Sql, accountId: string, keyId: string, now: Date, notSince: Date): Promise<void> {
  await sql`
    update api_keys set last_used_at = ${now}
    where account_id = ${accountId} and id = ${keyId} and (last_used_at is null or last_used_at < ${notSince})`.execute(db);
}

export interface NewApiKey {
  readonly accountId: string;
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly prefix: string;
  readonly secretSha256: Buffer;
  readonly createdAt: Date;
}

/** Writes the key unless the account has `liveMax` live ones already; says whether it was written. */
export async function insertApiKey(tx: Tx, key: NewApiKey, liveMax: number): Promise<boolean> {
  // One at a time for each person, so that two requests at once cannot both take the last place.
  await sql`select id from users where id = ${key.userId} for update`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    insert into api_keys (account_id, id, user_id, name, prefix, secret_sha256, created_at)
    select ${key.accountId}, ${key.id}, ${key.userId}, ${key.name}, ${key.prefix}, ${key.secretSha256}, ${key.createdAt}::timestamptz
    where (select count(*) from api_keys where account_id = ${key.accountId} and revoked_at is null) < ${liveMax}
    returning id`.execute(tx);
  return rows.length === 1;
}

/** The newest first, after the key `cursor` when given. */
export async function apiKeysOf(db: Sql, accountId: string, limit: number, cursor: string | null): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select id, name, prefix, created_at, last_used_at, revoked_at from api_keys
    where account_id = ${accountId}
      and (${cursor}::text is null
        or (created_at, id) < (select c.created_at, c.id from api_keys c where c.account_id = ${accountId} and c.id = ${cursor}))
    order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export async function endApiKey(db: Sql, accountId: string, keyId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update api_keys set revoked_at = coalesce(revoked_at, ${now})
    where account_id = ${accountId} and id = ${keyId} returning id`.execute(db);
  return rows.length === 1;
}

export async function setRole(db: Sql, userId: string, role: Role): Promise<void> {
  await sql`update users set role = ${role} where id = ${userId}`.execute(db);
}
