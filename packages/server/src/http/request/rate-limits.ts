import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../access/index.ts';
import { addressKey } from './address-key.ts';
import { defaultRateLimits, type HttpSettings, type RateLimits } from '../http-settings.ts';
import { rateLimited } from '../problems.ts';
import { RequestTally } from './request-tally.ts';

/** Each refuses with `rate_limited` when there were too many in the last minute. Addresses count as `addressKey` says. */
export interface Limiters {
  readonly address: (request: FastifyRequest) => void;
  readonly caller: (principal: Principal) => void;
  readonly signIn: (request: FastifyRequest) => void;
  readonly signUp: (request: FastifyRequest) => void;
  readonly redeemCode: (request: FastifyRequest, principal: Principal) => void;
  readonly signInAs: (request: FastifyRequest, email: string) => void;
}

export function setUpRateLimits(settings: HttpSettings): Limiters {
  const limits: RateLimits = { ...defaultRateLimits, ...settings.rateLimits };
  const limiter = (max: number, what: string) => {
    const tally = new RequestTally(max);
    return (key: string): void => {
      const waitMs = tally.count(key, Date.now());
      if (waitMs === 0) return;
      const seconds = Math.max(1, Math.ceil(waitMs / 1000));
      throw rateLimited(`${what} Try again in ${String(seconds)} seconds.`, { retryAfterSeconds: seconds });
    };
  };

  const many = 'There were too many requests in the last minute.';
  const tries = 'There were too many attempts in the last minute.';
  const address = limiter(limits.perAddress, many);
  const caller = limiter(limits.perCaller, many);
  const signIn = limiter(limits.signInPerAddress, tries);
  const signInAs = limiter(limits.signInPerEmail, tries);
  const redeemFrom = limiter(limits.redeemPerAddress, tries);
  const redeemAs = limiter(limits.redeemPerAccount, tries);
  const signUp = limiter(limits.signUpPerAddress, tries);
  const keyOf = ({ ip }: FastifyRequest): string => addressKey(ip);
  return {
    address: (request) => address(keyOf(request)),
    caller: ({ apiKeyId, userId }) => caller(apiKeyId ?? userId),
    signIn: (request) => signIn(keyOf(request)),
    signUp: (request) => signUp(keyOf(request)),
    // By account, so that more API keys are not more tries, and by address, so that more accounts are not either.
    redeemCode: (request, { accountId }) => {
      redeemAs(accountId);
      redeemFrom(keyOf(request));
    },
    // With the address, so that a stranger elsewhere cannot lock the owner out; hashed, because addresses can be long.
    signInAs: (request, email) => signInAs(hash('sha256', `${keyOf(request)} ${email.toLowerCase()}`, 'base64url')),
  };
}
