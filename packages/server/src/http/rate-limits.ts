import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal } from '../access/index.ts';
import { defaultRateLimits, type HttpSettings, type RateLimits } from './http-settings.ts';
import { rateLimited } from './problems.ts';

/** Each refuses with `rate_limited` when there were too many in the last minute. */
export interface Limiters {
  readonly address: (request: FastifyRequest) => Promise<void>;
  readonly caller: (request: FastifyRequest, principal: Principal) => Promise<void>;
  readonly signIn: (request: FastifyRequest) => Promise<void>;
  readonly signUp: (request: FastifyRequest) => Promise<void>;
  readonly redeemCode: (request: FastifyRequest, principal: Principal) => Promise<void>;
  readonly signInAs: (request: FastifyRequest, email: string) => Promise<void>;
}

/** How many callers are counted at once; the longest silent are forgotten first. */
const callersMax = 10_000;

export async function setUpRateLimits(app: FastifyInstance, settings: HttpSettings): Promise<Limiters> {
  await app.register(rateLimit, { global: false, cache: callersMax });
  const limits: RateLimits = { ...defaultRateLimits, ...settings.rateLimits };
  // What a request counts under beside its address travels here, because the plugin sees the request alone.
  const counted = new WeakMap<FastifyRequest, string>();

  const limiter = (name: string, max: number, what: string) => {
    const check = app.createRateLimit({
      max,
      timeWindow: '1 minute',
      keyGenerator: (request: FastifyRequest) => `${name}:${counted.get(request) ?? request.ip}`,
    });
    return async (request: FastifyRequest, key: string): Promise<void> => {
      counted.set(request, key);
      const count = await check(request);
      if (!count.isAllowed && count.isExceeded) {
        const seconds = Math.max(1, count.ttlInSeconds);
        throw rateLimited(`${what} Try again in ${String(seconds)} seconds.`, { retryAfterSeconds: seconds });
      }
    };
  };

  const many = 'There were too many requests in the last minute.';
  const tries = 'There were too many attempts in the last minute.';
  const address = limiter('address', limits.perAddress, many);
  const caller = limiter('caller', limits.perCaller, many);
  const signIn = limiter('sign-in', limits.signInPerAddress, tries);
  const signInAs = limiter('sign-in-as', limits.signInPerEmail, tries);
  const redeemFrom = limiter('redeem-from', limits.redeemPerAddress, tries);
  const redeemAs = limiter('redeem-as', limits.redeemPerAccount, tries);
  const signUp = limiter('sign-up', limits.signUpPerAddress, tries);
  return {
    address: (request) => address(request, request.ip),
    caller: (request, principal) => caller(request, principal.apiKeyId ?? principal.userId),
    signIn: (request) => signIn(request, request.ip),
    signUp: (request) => signUp(request, request.ip),
    // By account, so that more API keys are not more tries, and by address, so that more accounts are not either.
    redeemCode: async (request, { accountId }) => {
      await redeemAs(request, accountId);
      await redeemFrom(request, request.ip);
    },
    // With the address, so that a stranger elsewhere cannot lock the owner out; hashed, because addresses can be long.
    signInAs: (request, email) =>
      signInAs(request, createHash('sha256').update(`${request.ip} ${email.toLowerCase()}`).digest('base64url')),
  };
}
