import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { assert, type Clock } from '../kernel/index.ts';
import type { Database } from '../database/index.ts';
import { authenticate, KeyUse, recognize } from './authenticate.ts';
import { setUpBetterAuth, type PasswordsAndSessions } from './better-auth.ts';
import { createApiKey, type CreatedApiKey } from './create-api-key.ts';
import { ensureDemoPeople, type DemoPerson } from './ensure-demo-people.ts';
import { KnownKeys } from './known-keys.ts';
import { listApiKeys, type ApiKeyPage } from './list-api-keys.ts';
import type { Principal } from './principal.ts';
import { countAccessChanges, keepSecret, keyOwners } from './queries.ts';
import { refreshSession } from './refresh-session.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { signIn, type Credentials } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { signUp, type NewPerson } from './sign-up.ts';

export interface AccessOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Where people reach this server. Cookies are `secure` where it is https. */
  readonly publicUrl: string;
  readonly sandbox: boolean;
  /** Signs the session cookies, at least 32 characters. Left out, one is made once and kept in the database. */
  readonly sessionSecret?: string;
  /** Opens the ledger account of a new person; called before the person is written, and harmless when repeated. */
  readonly openAccount: (accountId: string) => Promise<unknown>;
}

/** What the operations of this room work with. */
export interface AccessContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly openAccount: (accountId: string) => Promise<unknown>;
  readonly passwords: PasswordsAndSessions;
  readonly keys: KnownKeys;
}

/** The headers of a request as Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Someone who has just proved who they are, with the cookies that keep them signed in. */
export interface SignedIn {
  readonly principal: Principal;
  /** `Set-Cookie` header values, to be passed on to the browser unchanged. */
  readonly setCookies: readonly string[];
}

/** People, their sessions and their API keys. */
export class Access {
  readonly #context: AccessContext;
  readonly #keyUse: KeyUse;
  readonly #sandbox: boolean;
  #demoPeople: readonly DemoPerson[] = [];

  private constructor(context: AccessContext, sandbox: boolean) {
    this.#context = context;
    this.#keyUse = new KeyUse(context.database, context.clock);
    this.#sandbox = sandbox;
  }

  static async open(options: AccessOptions): Promise<Access> {
    const secret = options.sessionSecret ?? (await keepSecret(options.database.sql, 'session', randomBytes(48).toString('base64url')));
    assert(secret.length >= 32, 'the session secret must have at least 32 characters');
    const passwords = setUpBetterAuth(options.database, secret, options.publicUrl);
    const { database, clock, openAccount } = options;
    const { sql } = database;
    const keys = new KnownKeys({ owners: (hashes) => keyOwners(sql, hashes), changes: () => countAccessChanges(sql) }, clock);
    return new Access({ database, clock, openAccount, passwords, keys }, options.sandbox);
  }

  /** Makes a customer with an account of their own and signs them in. Refuses `email_taken`, `unsafe_password`. */
  async signUp(person: NewPerson, headers: RequestHeaders = {}): Promise<SignedIn> {
    return signUp(this.#context, person, headers);
  }

  /** Refuses `wrong_credentials`, without saying which of the two is wrong. */
  async signIn(credentials: Credentials, headers: RequestHeaders = {}): Promise<SignedIn> {
    return signIn(this.#context, credentials, headers);
  }

  /** Ends the session of these headers, if there is one. Gives the `Set-Cookie` values that clear the cookies. */
  async signOut(headers: RequestHeaders): Promise<readonly string[]> {
    return signOut(this.#context, headers);
  }

  /**
   * Says who asks, by `Authorization: Bearer imp_sk_…` or else by session cookie; `undefined` where neither is there.
   * Refuses `invalid_api_key` where a key is sent that is unknown or revoked; a second later at the latest where another server revoked it.
   */
  async authenticate(headers: RequestHeaders): Promise<Principal | undefined> {
    return authenticate(this.#context, this.#keyUse, headers);
  }

  /**
   * Who asks, where that is known without waiting: a program whose key is known and was found unchanged within the last second. `undefined` says nothing; ask
   * `authenticate` then.
   */
  recognize(headers: RequestHeaders): Principal | undefined {
    return recognize(this.#context, this.#keyUse, headers);
  }

  /** Prolongs a session that is older than a day. Gives the `Set-Cookie` values, none where nothing is due. */
  async refreshSession(headers: RequestHeaders): Promise<readonly string[]> {
    return refreshSession(this.#context, headers);
  }

  /** The only time that the secret is seen. Refuses `session_required`, `too_many_api_keys`. */
  async createApiKey(principal: Principal, name: string): Promise<CreatedApiKey> {
    return createApiKey(this.#context, principal, name);
  }

  /** Newest first, with the revoked ones. */
  async listApiKeys(principal: Principal, page: { cursor?: string; limit: number }): Promise<ApiKeyPage> {
    return listApiKeys(this.#context, principal, page);
  }

  /** Ends a key for good; again and again is harmless. Refuses `session_required`, `api_key_not_found`. */
  async revokeApiKey(principal: Principal, id: string): Promise<void> {
    return revokeApiKey(this.#context, principal, id);
  }

  /** In a sandbox, makes the demo customer and the demo operator unless they exist. Elsewhere does nothing. */
  async ensureDemoPeople(): Promise<readonly DemoPerson[]> {
    if (this.#sandbox) this.#demoPeople = await ensureDemoPeople(this.#context);
    return this.#demoPeople;
  }

  /** The demo people with their passwords, for the sign-in page of a sandbox. Empty outside a sandbox. */
  demoPeople(): readonly DemoPerson[] {
    return this.#demoPeople;
  }

  /** Waits for what is still being written. */
  async close(): Promise<void> {
    await Promise.race([this.#keyUse.close(), wait(2_000, undefined, { ref: false })]);
  }
}
