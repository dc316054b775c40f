import type { Sql } from '../database/index.ts';
import { assert } from '../kernel/index.ts';
import type { Offers } from './offers.ts';
import { selectNewestOffers, selectOffers } from './queries.ts';
import { parseOffers } from './parse-offers.ts';
import { offersNotFound } from './problems.ts';

/** A published version never changes, so nothing here is ever out of date. The hash is in the name because tests have many databases. */
const known = new Map<string, Offers>();
const knownMax = 16;

/** The offers in force: the newest version. There is one from the first start on, see `publishDefaultOffers`. */
export async function readCurrentOffers(sql: Sql): Promise<Offers> {
  const newest = await selectNewestOffers(sql);
  assert(newest !== undefined, 'no offers are published: publishDefaultOffers runs at each start');
  return known.get(`${String(newest.version)} ${newest.hash}`) ?? (await readOffers(sql, newest.version));
}

/** One version of the offers. Refuses `offers_not_found`. */
export async function readOffers(sql: Sql, version: number): Promise<Offers> {
  const row = await selectOffers(sql, version);
  if (row === undefined)
    throw offersNotFound(`No offers were published as version ${String(version)}. Ask without a version for those in force.`);
  const offers = parseOffers(row.document, row.version);
  assert(offers.hash === row.hash, `offers ${String(version)} are not what was published: their hash differs`);
  if (known.size >= knownMax) known.clear();
  known.set(`${String(version)} ${row.hash}`, offers);
  return offers;
}
