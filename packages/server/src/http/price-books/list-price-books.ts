import { invalidCursor } from '../../kernel/index.ts';
import { listPriceBooks as list } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { pageQuery, PriceBookVersionPage, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { versionOf } from './price-book-of.ts';

export const listPriceBooks = operation({
  operationId: 'listPriceBooks',
  sdk: 'priceBooks.list',
  method: 'GET',
  path: '/v1/price-books',
  audience: 'operator',
  summary: 'List all published versions of the prices',
  description: 'The newest first. Of those that have come into effect the newest is in force.',
  query: pageQuery,
  answer: ref(PriceBookVersionPage),
  problems: [invalidCursor.definition],
  async handle({ query }, { database, clock }) {
    const { cursor, limit } = pageOf(query);
    const below = cursor === undefined ? {} : { below: readPlace(cursor) };
    const versions = await list(database.sql, { nowMs: clock.nowMs(), ...below, limit: limit + 1 });
    const last = versions[limit - 1];
    return {
      data: versions.slice(0, limit).map(versionOf),
      nextCursor: versions.length > limit && last !== undefined ? String(last.version) : null,
    };
  },
});

/** The cursor is the version that was shown last. */
function readPlace(cursor: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(cursor)) {
    throw invalidCursor('This cursor was not given by this list. Start again without a cursor.', { cursor: cursor.slice(0, 100) });
  }
  return Number(cursor);
}
