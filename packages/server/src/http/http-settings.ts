import type { TransferLimits } from '../ledger/index.ts';

/** How the HTTP server behaves; everything in it is decided by the settings room or by main. */
export interface HttpSettings {
  /** Where people reach this server, without a slash at the end. Read at each use, so a getter may answer once the port is known. */
  readonly publicUrl: string;
  readonly sandbox: boolean;
  readonly version: string;
  /** The folder of the built screen. Where it is missing, a page says how to build it. */
  readonly webFolder: string;
  /** The folder of the Markdown pages under /docs. */
  readonly docsFolder: string;
  readonly logLevel: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  /** Addresses or networks of the proxies that are believed in what `X-Forwarded-For` says of the caller's address. */
  readonly trustedProxies?: readonly string[];
  readonly rateLimits?: Partial<RateLimits>;
  /** What customers may send each other. */
  readonly transferLimits?: TransferLimits;
}

/** How many requests a minute are answered; more get `rate_limited`. All of a /64 of IPv6 count as one address. */
export interface RateLimits {
  /** For one address, whoever asks. */
  readonly perAddress: number;
  /** For one person or API key. */
  readonly perCaller: number;
  /** Tries to sign in, for one address. */
  readonly signInPerAddress: number;
  /** Tries to sign in as one person. */
  readonly signInPerEmail: number;
  /** New people, for one address. */
  readonly signUpPerAddress: number;
  /** Codes that one account tries to redeem, whatever comes of it. */
  readonly redeemPerAccount: number;
  /** The same for one address. */
  readonly redeemPerAddress: number;
}

/** Generous for a screen and a busy program, tight where passwords or codes are guessed. */
export const defaultRateLimits: RateLimits = {
  perAddress: 6_000,
  perCaller: 3_000,
  signInPerAddress: 60,
  signInPerEmail: 10,
  signUpPerAddress: 30,
  redeemPerAccount: 10,
  redeemPerAddress: 30,
};
