import { invalidPriceBook, priceBookChanged, priceBookNotFound, republishPriceBook as republish } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { effectiveFrom, exactly, id, newestVersion, PriceBookVersion, ref } from '../schemas/index.ts';
import { readTimeMs } from '../wire.ts';
import { readVersionNumber } from './asked-book.ts';
import { readVersion } from './price-book-of.ts';

export const republishPriceBook = operation({
  operationId: 'republishPriceBook',
  sdk: 'priceBooks.republish',
  method: 'POST',
  path: '/v1/price-books/{version}/publish',
  audience: 'operator',
  summary: 'Roll back: publish an earlier version again',
  description:
    'What it says becomes the next version. What the newest version says already is not published again, so that a repetition changes nothing.',
  params: exactly({ version: id }),
  body: exactly({ effectiveFrom, newestVersion }),
  answer: ref(PriceBookVersion),
  problems: [priceBookNotFound.definition, priceBookChanged.definition, invalidPriceBook.definition],
  async handle({ params, body }, { database, clock }) {
    const nowMs = clock.nowMs();
    const effectiveFromMs = body.effectiveFrom === undefined ? nowMs : readTimeMs('body.effectiveFrom', body.effectiveFrom);
    const version = readVersionNumber(params.version);
    const command = { version, effectiveFromMs, newestVersion: body.newestVersion, nowMs };
    const published = await database.transaction((tx) => republish(tx, command));
    return readVersion(database.sql, published.version, nowMs);
  },
});
