import { invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { pageQuery, ref, UnmatchedDepositPage } from '../schemas/index.ts';
import { pageOf, timeText, timeTextOrNull } from '../wire.ts';
import { deskDepositOf } from './desk-deposit-of.ts';

export const listUnmatchedDeposits = operation({
  operationId: 'listUnmatchedDeposits',
  sdk: 'deposits.listUnmatched',
  method: 'GET',
  path: '/v1/unmatched-deposits',
  audience: 'operator',
  summary: 'List the deposits that wait for the operator, the newest first',
  description:
    'Too small to be credited, refused by the ledger, for an account that is not open, or taken back by the chain after they were credited.',
  query: pageQuery,
  answer: ref(UnmatchedDepositPage),
  problems: [invalidCursor.definition],
  async handle({ query }, { payments }) {
    const { deposits, nextCursor } = await payments.listUnmatchedDeposits(pageOf(query));
    const data = deposits.map((deposit) => ({
      ...deskDepositOf(deposit),
      address: deposit.address,
      unmatchedAt: timeText(deposit.unmatchedAtMs),
      tryAgainAt: timeTextOrNull(deposit.tryAgainAtMs),
    }));
    return { data, nextCursor };
  },
});
