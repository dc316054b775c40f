import { invalidInvoiceCursor } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { pageQuery, PayoutPage, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { payoutOf } from './payout-of.ts';

export const listPayouts = operation({
  operationId: 'listPayouts',
  sdk: 'payouts.list',
  method: 'GET',
  path: '/v1/payouts',
  audience: 'operator',
  summary: 'List what is to be paid back and what was, the newest first',
  query: pageQuery,
  answer: ref(PayoutPage),
  problems: [invalidInvoiceCursor.definition],
  async handle({ query }, { payments }) {
    const { payouts, nextCursor } = await payments.listPayouts(pageOf(query));
    return { data: payouts.map(payoutOf), nextCursor };
  },
});
