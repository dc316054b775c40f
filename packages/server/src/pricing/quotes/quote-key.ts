import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { Sql } from '../../database/index.ts';
import { keepQuoteKey } from './queries.ts';

const keyBytes = 32;
const keys = new WeakMap<Sql, Promise<KeyObject>>();

/** What seals the quotes of this database: made when it is first needed, and the same for every server on it. */
export function quoteKeyOf(sql: Sql): Promise<KeyObject> {
  const known = keys.get(sql);
  if (known !== undefined) return known;
  // As an object it is made ready for use once and not with each quote.
  const key = keepQuoteKey(sql, randomBytes(keyBytes)).then((bytes) => createSecretKey(bytes));
  keys.set(sql, key);
  // One that could not be read is read again by the next who asks.
  key.catch(() => keys.delete(sql));
  return key;
}
