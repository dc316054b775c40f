import { hash, randomBytes } from 'node:crypto';

const lead = 'imp_sk_';
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const secretLength = 40;
const prefixLength = lead.length + 6;
const bearer = /^\s*[Bb][Ee][Aa][Rr][Ee][Rr] +(imp_sk_[0-9A-Za-z]{32,64})\s*$/u;

/** Makes the secret text of a key: `imp_sk_` and 40 random letters and digits (238 bits). */
export function newSecret(): string {
  let text = lead;
  while (text.length < lead.length + secretLength) {
    for (const byte of randomBytes(64)) {
      // 248 is the largest multiple of 62 in a byte; what is above would favour the first letters.
      if (byte < 248 && text.length < lead.length + secretLength) text += alphabet.charAt(byte % 62);
    }
  }
  return text;
}

/** The beginning of a key that may be shown, so that its owner can tell it from others. */
export function prefixOf(secret: string): string {
  return secret.slice(0, prefixLength);
}

/** SHA-256, in hex. */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** The key in an `Authorization` header: its text, `undefined` where there is no such header, `null` where it is no key of ours. */
export function secretIn(authorization: string | string[] | undefined): string | null | undefined {
  if (authorization === undefined) return undefined;
  if (typeof authorization !== 'string') return null;
  return bearer.exec(authorization)?.[1] ?? null;
}
