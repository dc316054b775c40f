import { Type } from 'typebox';
import { invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { exactly, pageQuery, PayoutPage, PayoutStatus, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { payoutOf } from './payout-of.ts';

export const listPayouts = operation({
  operationId: 'listPayouts',
  sdk: 'payouts.list',
  method: 'GET',
  path: '/v1/payouts',
  audience: 'operator',
  summary: 'List what is to be paid back and what was, the newest first',
  query: exactly({
    ...pageQuery.properties,
    status: Type.Optional(ref(PayoutStatus)),
  }),
  answer: ref(PayoutPage),
  problems: [invalidCursor.definition],
  async handle({ query: { status, ...paging } }, { payments }) {
    const { payouts, nextCursor } = await payments.listPayouts({ status, ...pageOf(paging) });
    return { data: payouts.map(payoutOf), nextCursor };
  },
});
