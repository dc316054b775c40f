import { Type } from 'typebox';
import { checkOffers as check } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { exactly, OffersCheck, ref } from '../schemas/index.ts';

export const checkOffers = operation({
  operationId: 'checkOffers',
  sdk: 'offers.check',
  method: 'POST',
  path: '/v1/offers/check',
  audience: 'operator',
  summary: 'Find out what is wrong with an offers document',
  description: 'Takes its text, so that each problem has its line. Looks at everything that publishing looks at, and changes nothing.',
  body: exactly({ text: Type.String({ maxLength: 250_000, description: 'JSON' }) }),
  answer: ref(OffersCheck),
  problems: [],
  handle: ({ body }) => Promise.resolve({ problems: check(body.text).map((fault) => ({ ...fault })) }),
});
