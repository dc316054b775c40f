import { Type } from 'typebox';
import { depositNotFinal, depositNotFound, depositSettled } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { DeskDeposit, exactly, id, idParams, ref } from '../schemas/index.ts';
import { deskDepositOf } from './desk-deposit-of.ts';

export const returnDeposit = operation({
  operationId: 'returnDeposit',
  sdk: 'deposits.return',
  method: 'POST',
  path: '/v1/deposits/{id}/return',
  audience: 'operator',
  summary: 'Write down that you dealt with a deposit in another way',
  description: 'For example that you sent it back from your wallet: nothing is sent here. It is never credited then. May be repeated.',
  params: idParams,
  body: exactly({ accountId: id, memo: Type.String({ minLength: 1, maxLength: 200, description: 'What was done' }) }),
  answer: ref(DeskDeposit),
  problems: [depositNotFound.definition, depositSettled.definition, depositNotFinal.definition],
  async handle({ params, body }, { payments }) {
    return deskDepositOf(await payments.returnDeposit({ ...body, depositId: params.id }));
  },
});
