import { depositNotFinal, depositNotFound } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { DeskDeposit, exactly, id, idParams, ref } from '../schemas/index.ts';
import { deskDepositOf } from './desk-deposit-of.ts';

export const creditDeposit = operation({
  operationId: 'creditDeposit',
  sdk: 'deposits.credit',
  method: 'POST',
  path: '/v1/deposits/{id}/credit',
  audience: 'operator',
  summary: 'Credit a final deposit now, whatever its size',
  description:
    'One that was refused is tried again; if it is refused once more, the answer says why and it stays on the list. May be repeated.',
  params: idParams,
  body: exactly({ accountId: id }),
  answer: ref(DeskDeposit),
  problems: [depositNotFound.definition, depositNotFinal.definition],
  async handle({ params, body }, { payments }) {
    return deskDepositOf(await payments.creditDeposit({ ...body, depositId: params.id }));
  },
});
