import { Type } from 'typebox';
import { invalidOffers, publishOffers as publish } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { exactly, Offers, ref } from '../schemas/index.ts';
import { offersBody } from './offers-body.ts';

export const publishOffers = operation({
  operationId: 'publishOffers',
  sdk: 'offers.publish',
  method: 'POST',
  path: '/v1/offers',
  audience: 'operator',
  summary: 'Publish what is sold, as the next version',
  description:
    'In force at once. Invoices keep the version that they were made under. What is in force already is not published again, so that a repetition changes nothing. To go back, publish an earlier document.',
  // Its own check names every wrong place, which is more than a form alone can.
  body: exactly({ document: Type.Unsafe<object>({ type: 'object', description: 'An `OffersDocument`' }) }),
  answer: ref(Offers),
  problems: [invalidOffers.definition],
  async handle({ body, principal: { userId } }, { database, clock }) {
    const nowMs = clock.nowMs();
    return offersBody(await database.transaction((tx) => publish(tx, { document: body.document, nowMs, publishedBy: userId })));
  },
});
