import { invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { BalanceProofPage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { balanceProofOf } from './balance-proof-of.ts';

export const listBalanceProofs = operation({
  operationId: 'listBalanceProofs',
  sdk: 'balanceProofs.list',
  method: 'GET',
  path: '/v1/balance-proofs',
  audience: 'operator',
  summary: 'List the proofs of balances on all networks, the newest first',
  query: pageQuery,
  answer: ref(BalanceProofPage),
  problems: [invalidCursor.definition],
  async handle({ query }, { payments }) {
    const { proofs, nextCursor } = await payments.listBalanceProofs(pageOf(query));
    return { data: proofs.map(balanceProofOf), nextCursor };
  },
});
