import { invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { OwnPayoutPage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { ownPayoutOf } from './payout-of.ts';

export const listOwnPayouts = operation({
  operationId: 'listOwnPayouts',
  sdk: 'payouts.listOwn',
  method: 'GET',
  path: '/v1/own-payouts',
  audience: 'signed-in',
  summary: 'List what is paid back to you, the newest first',
  description: 'Each with where it stands in a sentence, and the transaction and block that prove it once the chain shows it.',
  query: pageQuery,
  answer: ref(OwnPayoutPage),
  problems: [invalidCursor.definition],
  async handle({ principal: { accountId }, query }, { payments }) {
    const { payouts, nextCursor } = await payments.listPayouts({ accountId, ...pageOf(query) });
    return { data: payouts.map(ownPayoutOf), nextCursor };
  },
});
