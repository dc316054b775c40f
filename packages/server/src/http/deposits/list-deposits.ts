import { invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { DepositPage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { depositOf } from './deposit-of.ts';

export const listDeposits = operation({
  operationId: 'listDeposits',
  sdk: 'deposits.list',
  method: 'GET',
  path: '/v1/deposits',
  audience: 'signed-in',
  summary: 'List the transfers that reached your addresses, the newest first',
  description: 'Each with the invoice that it pays, if any, what it brought, and what became of it in a sentence.',
  query: pageQuery,
  answer: ref(DepositPage),
  problems: [invalidCursor.definition],
  async handle({ principal: { accountId }, query }, { payments }) {
    const { deposits, nextCursor } = await payments.listDeposits(accountId, pageOf(query));
    return { data: deposits.map(depositOf), nextCursor };
  },
});
