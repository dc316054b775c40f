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

/** Two characters at once, by ten random bits. */
const pairs = Array.from({ length: 1024 }, (_, bits) => `${alphabet.charAt(bits >> 5)}${alphabet.charAt(bits & 31)}`);
const randomPairs = randomLength / 2;

/** Random numbers are taken many at once, because asking for them costs more than making them. Each is used once. */
const pool = new Uint16Array(512 * randomPairs);
let unused = pool.length;

/** Many ids are made in one millisecond. */
let latest = { ms: -1, text: '' };

/**
 * Makes an id that sorts by its time of making, such as `acct_01k9zq…`: the prefix, ten characters of
 * milliseconds and sixteen random characters (80 bits), in Crockford's base 32, lower case.
 */
export function newId(prefix: IdPrefix, nowMs: number = Date.now()): string {
  if (nowMs !== latest.ms) latest = { ms: nowMs, text: timeOf(nowMs) };
  let random = '';
  if (unused + randomPairs > pool.length) {
    randomFillSync(pool);
    unused = 0;
  }
  for (const end = unused + randomPairs; unused < end; unused += 1) random += pairs[(pool[unused] ?? 0) & 1023] ?? '';
  return `${prefix}_${latest.text}${random}`;
}

function timeOf(ms: number): string {
  let time = '';
  for (let rest = ms, i = 0; i < timeLength; i += 1, rest = Math.floor(rest / 32)) {
    time = `${alphabet.charAt(rest % 32)}${time}`;
  }
  return time;
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
