import { unknownHold } from '../../ledger/index.ts';
import { operation } from '../operation.ts';
import { Hold, idParams, ref } from '../schemas/index.ts';
import { holdOf } from './hold-of.ts';
import { requireHold } from './own-hold.ts';

export const getHold = operation({
  operationId: 'getHold',
  sdk: 'holds.get',
  method: 'GET',
  path: '/v1/holds/{id}',
  audience: 'signed-in',
  summary: 'Read a hold, open or ended',
  params: idParams,
  answer: ref(Hold),
  problems: [unknownHold.definition],
  async handle({ principal, params }, { ledger }) {
    return holdOf(await requireHold(ledger, principal.accountId, params.id));
  },
});
