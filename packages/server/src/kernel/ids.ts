import { createHash, randomFillSync } from 'node:crypto';

/** Every kind of thing that has an id, by the prefix of that id. */
export type IdPrefix =
  | 'acct'
  | 'ent'
  | 'grant'
  | 'hold'
  | 'trf'
  | 'cmd'
  | 'quote'
  | 'book'
  | 'draft'
  | 'inv'
  | 'dep'
  | 'pay'
  | 'pexp'
  | 'prf'
  | 'swp'
  | 'camp'
  | 'code'
  | 'rdm'
  | 'sub'
  | 'gen'
  | 'img'
  | 'key'
  | 'user'
  | 'req';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeLength = 10;
const randomLength = 16;

/** Random bytes are taken many at once, because asking for them costs more than making them. Each is used once. */
const pool = new Uint8Array(256 * randomLength);
let unused = pool.length;

/**
 * Makes an id that sorts by its time of making, such as `acct_01k9zq…`: the prefix, ten characters of
 * milliseconds and sixteen random characters (80 bits), in Crockford's base 32, lower case.
 */
export function newId(prefix: IdPrefix, nowMs: number = Date.now()): string {
  let time = '';
  for (let rest = nowMs, i = 0; i < timeLength; i += 1, rest = Math.floor(rest / 32)) {
    time = `${alphabet.charAt(rest % 32)}${time}`;
  }
  let random = '';
  if (unused + randomLength > pool.length) {
    randomFillSync(pool);
    unused = 0;
  }
  for (const end = unused + randomLength; unused < end; unused += 1) random += alphabet.charAt((pool[unused] ?? 0) & 31);
  return `${prefix}_${time}${random}`;
}

/**
 * Makes an id that is always the same for the same parts, for things that are made at most once under a
 * caller's idempotency key: `derivedId('gen', accountId, key)`. It does not sort by time.
 */
export function derivedId(prefix: IdPrefix, ...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${String(Buffer.byteLength(part))}:${part};`);
  let text = '';
  for (const byte of hash.digest().subarray(0, timeLength + randomLength)) text += alphabet.charAt(byte & 31);
  return `${prefix}_${text}`;
}
