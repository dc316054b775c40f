import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { Problem, systemClock } from '../kernel/index.ts';
import { Access, type AccessOptions } from './index.ts';

const person = { email: 'Ada@Example.test', password: 'a long enough one', name: 'Ada' };

async function openAccess(options: Partial<AccessOptions> = {}) {
  const database = options.database ?? (await testDatabase());
  const opened: string[] = [];
  const access = await Access.open({
    database,
    clock: systemClock,
    publicUrl: 'http://localhost:8787',
    sandbox: true,
    openAccount: (accountId) => Promise.resolve(opened.push(accountId)),
    ...options,
  });
  return { access, database, opened };
}

function cookieHeader(setCookies: readonly string[]): { cookie: string } {
  return { cookie: setCookies.map((cookie) => cookie.split(';')[0]).join('; ') };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => {
      if (error instanceof Problem) return error.code;
      throw error;
    },
  );
}

describe('sign-up', async () => {
  const { access, database, opened } = await openAccess();

  it('opens an account first, then writes the person in lower case and signs in', async () => {
    const { principal, setCookies } = await access.signUp(person);
    expect(opened).toEqual([principal.accountId]);
    expect(principal).toMatchObject({ email: 'ada@example.test', name: 'Ada', role: 'customer', apiKeyId: null });
    expect(setCookies.join()).toMatch(/imprest\.session_token=.*HttpOnly.*SameSite=Lax/iu);
    expect(await access.authenticate(cookieHeader(setCookies))).toEqual(principal);
  });

  it('refuses an address that is taken, in any case of letters, also when both come at once', async () => {
    expect(await codeOf(access.signUp({ ...person, email: 'ADA@example.test' }))).toBe('email_taken');
    const both = { ...person, email: 'twice@example.test' };
    const codes = await Promise.all([1, 2, 3, 4].map(() => codeOf(access.signUp(both))));
    expect(codes.toSorted()).toEqual(['email_taken', 'email_taken', 'email_taken', 'none']);
    const { rows } = await sql<{ users: bigint; credentials: bigint }>`
      select (select count(*) from users) as users, (select count(*) from credentials) as credentials`.execute(database.sql);
    expect(rows[0]).toEqual({ users: 2n, credentials: 2n });
  });

  it('refuses a password that is too short, too long or the address itself', async () => {
    for (const password of ['short', 'x'.repeat(129), 'eve@example.test']) {
      expect(await codeOf(access.signUp({ email: 'eve@example.test', password, name: 'Eve' }))).toBe('unsafe_password');
    }
  });

  it('leaves no person behind when the account cannot be opened', async () => {
    const failing = await openAccess({ database, openAccount: () => Promise.reject(new Error('no ledger')) });
    await expect(failing.access.signUp({ ...person, email: 'bob@example.test' })).rejects.toThrow('no ledger');
    const { principal } = await access.signUp({ ...person, email: 'bob@example.test' });
    expect(principal.email).toBe('bob@example.test');
  });
});

describe('sessions', async () => {
  const { access, database } = await openAccess();

  it('are started by the right password only, with one answer for an unknown address and a wrong password', async () => {
    await access.signUp(person);
    const { principal, setCookies } = await access.signIn({ email: 'ADA@example.test', password: person.password });
    expect(await access.authenticate(cookieHeader(setCookies))).toEqual(principal);
    expect(await codeOf(access.signIn({ email: person.email, password: 'not this one' }))).toBe('wrong_credentials');
    expect(await codeOf(access.signIn({ email: 'nobody@example.test', password: 'not this one' }))).toBe('wrong_credentials');
  });

  it('end for good at sign-out, also for one who kept the cookie', async () => {
    const { setCookies } = await access.signIn(person);
    const headers = cookieHeader(setCookies);
    expect((await access.signOut(headers)).join()).toMatch(/Max-Age=0/iu);
    expect(await access.authenticate(headers)).toBeUndefined();
  });

  it('are not accepted with a forged or foreign cookie', async () => {
    const { setCookies } = await access.signIn(person);
    const { cookie } = cookieHeader(setCookies);
    expect(await access.authenticate({ cookie: `${cookie.slice(0, -6)}AAAAA%3D` })).toBeUndefined();
    expect(await access.authenticate({ cookie: 'imprest.session_token=nonsense' })).toBeUndefined();
    expect(await access.authenticate({})).toBeUndefined();
  });

  it('survive a restart, because the secret that signs them is kept', async () => {
    const { setCookies, principal } = await access.signIn(person);
    const again = await openAccess({ database });
    expect(await again.access.authenticate(cookieHeader(setCookies))).toEqual(principal);
  });

  it('are prolonged when they are older than a day', async () => {
    const { setCookies, principal } = await access.signIn(person);
    const headers = cookieHeader(setCookies);
    expect(await access.refreshSession(headers)).toEqual([]);
    await sql`update sessions set expires_at = now() + interval '10 days' where user_id = ${principal.userId}`.execute(database.sql);
    expect((await access.refreshSession(headers)).join()).toContain('imprest.session_token=');
  });

  it('are secure where the public address is https', async () => {
    const https = await openAccess({ database, publicUrl: 'https://credits.example.test' });
    const { setCookies, principal } = await https.access.signIn(person);
    expect(setCookies.join()).toMatch(/__Secure-imprest\.session_token=.*; Secure/iu);
    expect(await https.access.authenticate(cookieHeader(setCookies))).toEqual(principal);
  });
});

describe('API keys', async () => {
  const { access, database } = await openAccess();
  const { principal } = await access.signUp(person);

  it('are shown once, kept as a hash and accepted as a bearer token', async () => {
    const key = await access.createApiKey(principal, 'server');
    expect(key.secret).toMatch(/^imp_sk_[0-9A-Za-z]{40}$/u);
    expect(key.secret.startsWith(key.prefix)).toBe(true);
    expect(await access.authenticate({ authorization: `Bearer ${key.secret}` })).toEqual({ ...principal, apiKeyId: key.id });
    const { rows } = await sql<{ all: string }>`select string_agg(k::text, '') as all from api_keys k`.execute(database.sql);
    expect(rows[0]?.all).not.toContain(key.secret);
    await access.close();
    const page = await access.listApiKeys(principal, { limit: 10 });
    expect(page.apiKeys.map(({ id }) => id)).toEqual([key.id]);
    expect(page.apiKeys[0]?.lastUsedAtMs).not.toBeNull();
    expect(JSON.stringify(page)).not.toContain(key.secret);
  });

  it('end when they are revoked, and only their owner can do that', async () => {
    const key = await access.createApiKey(principal, 'to be revoked');
    const other = await access.signUp({ ...person, email: 'other@example.test' });
    expect(await codeOf(access.revokeApiKey(other.principal, key.id))).toBe('api_key_not_found');
    await access.revokeApiKey(principal, key.id);
    await access.revokeApiKey(principal, key.id);
    expect(await codeOf(access.authenticate({ authorization: `Bearer ${key.secret}` }))).toBe('invalid_api_key');
  });

  it('of a person who was changed are that of the changed person, in every server, a second later at the latest', async () => {
    const { principal: changing } = await access.signUp({ ...person, email: 'changing@example.test' });
    const kept = await access.createApiKey(changing, 'kept');
    const ended = await access.createApiKey(changing, 'ended');
    let nowMs = systemClock.nowMs();
    const clock = { nowMs: () => nowMs };
    const servers = await Promise.all([1, 2].map(async () => (await openAccess({ database, clock })).access));
    const [one, other] = servers;
    if (one === undefined || other === undefined) throw new Error('there are two');
    const headersOf = ({ secret }: { secret: string }) => ({ authorization: `Bearer ${secret}` });
    const roles = async () => Promise.all(servers.map(async (server) => (await server.authenticate(headersOf(kept)))?.role));
    const known = () => servers.map((server) => server.recognize(headersOf(ended))?.apiKeyId);
    expect(await roles()).toEqual(['customer', 'customer']);
    await Promise.all(servers.map((server) => server.authenticate(headersOf(ended))));
    expect(known()).toEqual([ended.id, ended.id]);

    await one.revokeApiKey(changing, ended.id);
    expect(known()).toEqual([undefined, ended.id]);
    await sql`update users set role = 'operator' where id = ${changing.userId}`.execute(database.sql);
    nowMs += 1_000;
    expect(known()).toEqual([undefined, undefined]);
    expect(await roles()).toEqual(['operator', 'operator']);
    expect(await Promise.all(servers.map((server) => codeOf(server.authenticate(headersOf(ended)))))).toEqual([
      'invalid_api_key',
      'invalid_api_key',
    ]);

    // The note when a key was used is no change.
    const counted = () => sql<{ number: bigint }>`select number from access_changes`.execute(database.sql);
    const before = await counted();
    nowMs += 60_000;
    await roles();
    await Promise.all(servers.map((server) => server.close()));
    expect(await counted()).toEqual(before);
    await sql`delete from users where id = ${changing.userId}`.execute(database.sql);
    expect(servers.map((server) => server.recognize(headersOf(kept))?.role)).toEqual(['operator', 'operator']);
    nowMs += 1_000;
    expect(await Promise.all(servers.map((server) => codeOf(server.authenticate(headersOf(kept)))))).toEqual([
      'invalid_api_key',
      'invalid_api_key',
    ]);
  });

  it('cannot make or end keys themselves', async () => {
    const key = await access.createApiKey(principal, 'no more');
    const asKey = await access.authenticate({ authorization: `Bearer ${key.secret}` });
    if (asKey === undefined) throw new Error('the key is not accepted');
    expect(await codeOf(access.createApiKey(asKey, 'child'))).toBe('session_required');
    expect(await codeOf(access.revokeApiKey(asKey, key.id))).toBe('session_required');
  });

  it('that are unknown or misshapen are refused, whatever cookie comes along', async () => {
    const { setCookies } = await access.signIn(person);
    for (const authorization of [`Bearer imp_sk_${'0'.repeat(40)}`, 'Bearer nonsense', 'Basic abc', '']) {
      expect(await codeOf(access.authenticate({ ...cookieHeader(setCookies), authorization }))).toBe('invalid_api_key');
    }
  });

  it('are listed page by page, the newest first', async () => {
    const other = await access.signUp({ ...person, email: 'pages@example.test' });
    const made: string[] = [];
    for (const name of ['one', 'two', 'three']) made.unshift((await access.createApiKey(other.principal, name)).id);
    const first = await access.listApiKeys(other.principal, { limit: 2 });
    const second = await access.listApiKeys(other.principal, { limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.apiKeys, ...second.apiKeys].map(({ id }) => id)).toEqual(made);
    expect(second.nextCursor).toBeNull();
  });

  it('are bounded for each account, also when many are asked for at once', async () => {
    const other = await access.signUp({ ...person, email: 'many@example.test' });
    const codes = await Promise.all(
      Array.from({ length: 104 }, (_each, i) => codeOf(access.createApiKey(other.principal, `key ${String(i)}`))),
    );
    expect(codes.filter((code) => code === 'too_many_api_keys')).toHaveLength(4);
  });
});

describe('demo people', () => {
  it('are made once in a sandbox and can sign in with their roles', async () => {
    const { access, database } = await openAccess();
    const [first, second] = await Promise.all([access.ensureDemoPeople(), access.ensureDemoPeople()]);
    expect(second).toEqual(first);
    for (const demo of access.demoPeople()) expect((await access.signIn(demo)).principal.role).toBe(demo.role);
    const { rows } = await sql<{ count: bigint }>`select count(*) from users`.execute(database.sql);
    expect(rows[0]?.count).toBe(2n);
  });

  it('do not exist outside a sandbox', async () => {
    const { access } = await openAccess({ sandbox: false });
    expect(await access.ensureDemoPeople()).toEqual([]);
    expect(access.demoPeople()).toEqual([]);
    expect(await codeOf(access.signIn({ email: 'demo@imprest.test', password: 'imprest-demo' }))).toBe('wrong_credentials');
  });
});
