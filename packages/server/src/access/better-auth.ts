import { AsyncLocalStorage } from 'node:async_hooks';
import { betterAuth, type Auth as BetterAuth, type BetterAuthOptions } from 'better-auth';
import { newId } from '../kernel/index.ts';
import type { Database } from '../database/index.ts';
import type { Role } from './principal.ts';

const daySeconds = 86_400;

/** Shorter ones fall to guessing; the upper bound keeps hashing cheap for us. */
export const passwordLengthMin = 10;
export const passwordLengthMax = 128;

/** What a new user row gets beside what the person typed. It travels beside the call, so that no request body can carry it. */
interface NewPerson {
  readonly accountId: string;
  readonly role: Role;
}

export interface PasswordsAndSessions {
  readonly auth: BetterAuth<BetterAuthOptions>;
  /** Runs a sign-up whose user row gets this account and role. */
  readonly signingUp: <T>(person: NewPerson, work: () => Promise<T>) => Promise<T>;
}

/** Sets up better-auth on our database under our names. It hashes passwords, keeps sessions and signs cookies. */
export function setUpBetterAuth(database: Database, secret: string, publicUrl: string): PasswordsAndSessions {
  const newPerson = new AsyncLocalStorage<NewPerson>();
  const options: BetterAuthOptions = {
    appName: 'Imprest',
    secret,
    baseURL: publicUrl,
    basePath: '/v1/auth',
    // Sign-up writes user, credential and session in one transaction, so that a crash leaves no person without a password.
    database: { db: database.sql, type: 'postgres', transaction: true },
    emailAndPassword: { enabled: true, autoSignIn: true, minPasswordLength: passwordLengthMin, maxPasswordLength: passwordLengthMax },
    session: {
      modelName: 'sessions',
      expiresIn: 30 * daySeconds,
      updateAge: daySeconds,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        // "Required" would be asked of the request's body; the hook below and the database's constraints see to it instead.
        role: { type: 'string', input: false, required: false, fieldName: 'role' },
        accountId: { type: 'string', input: false, required: false, fieldName: 'account_id' },
      },
    },
    account: {
      modelName: 'credentials',
      fields: {
        userId: 'user_id',
        providerId: 'provider_id',
        accountId: 'provider_account_id',
        password: 'password_hash',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    databaseHooks: {
      user: {
        create: {
          before: (user) => {
            const person = newPerson.getStore();
            // Returning false writes nothing: a user without an account must never exist.
            return Promise.resolve(person === undefined ? false : { data: { ...user, role: person.role, accountId: person.accountId } });
          },
        },
      },
    },
    advanced: {
      cookiePrefix: 'imprest',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: ({ model }) => newId(model === 'user' ? 'user' : 'cmd') },
      // The http room judges origins for all operations alike; only this process calls better-auth.
      disableOriginCheck: true,
    },
    // The http room limits rates for all operations alike.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  };
  return { auth: betterAuth(options), signingUp: (person, work) => newPerson.run(person, work) };
}
