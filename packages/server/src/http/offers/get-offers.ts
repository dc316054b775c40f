import { Type } from 'typebox';
import { offersNotFound, readCurrentOffers, readOffers } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { exactly, Offers, ref } from '../schemas/index.ts';
import { offersBody } from './offers-body.ts';

export const getOffers = operation({
  operationId: 'getOffers',
  sdk: 'offers.get',
  method: 'GET',
  path: '/v1/offers',
  audience: 'public',
  summary: 'Read what is sold: packs, bonuses, campaigns, subscriptions, the price for each picture',
  query: exactly({
    version: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'An earlier version; the one in force when left out' }),
    ),
  }),
  answer: ref(Offers),
  problems: [offersNotFound.definition],
  async handle({ query: { version } }, { database }) {
    return offersBody(await (version === undefined ? readCurrentOffers(database.sql) : readOffers(database.sql, version)));
  },
});
