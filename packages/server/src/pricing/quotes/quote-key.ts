import { randomBytes } from 'node:crypto';
import type { Sql } from '../../database/index.ts';
import { keepQuoteKey } from './queries.ts';
import { QuoteSeal } from './quote-seal.ts';

const keyBytes = 32;
const seals = new WeakMap<Sql, QuoteSeal>();

/** What seals the quotes of this database, where it has been read already. */
export function knownQuoteSeal(sql: Sql): QuoteSeal | undefined {
  return seals.get(sql);
}

/** What seals the quotes of this database: its key is made when it is first needed, and is the same for every server on it. */
export async function quoteSealOf(sql: Sql): Promise<QuoteSeal> {
  const known = seals.get(sql);
  if (known !== undefined) return known;
  const seal = new QuoteSeal(await keepQuoteKey(sql, randomBytes(keyBytes)));
  seals.set(sql, seal);
  return seal;
}
