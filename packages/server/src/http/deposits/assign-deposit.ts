import { depositNotFound, depositSettled, invoiceNotFound } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { DeskDeposit, exactly, id, idParams, ref } from '../schemas/index.ts';
import { deskDepositOf } from './desk-deposit-of.ts';

export const assignDeposit = operation({
  operationId: 'assignDeposit',
  sdk: 'deposits.assign',
  method: 'POST',
  path: '/v1/deposits/{id}/assign',
  audience: 'operator',
  summary: 'Let a deposit pay an invoice that you choose',
  description:
    'The invoice must be of the same account. What is final is credited at once, at its rate, whatever its size. May be repeated.',
  params: idParams,
  body: exactly({ accountId: id, invoiceId: id }),
  answer: ref(DeskDeposit),
  problems: [depositNotFound.definition, invoiceNotFound.definition, depositSettled.definition],
  async handle({ params, body }, { payments }) {
    return deskDepositOf(await payments.assignDeposit({ ...body, depositId: params.id }));
  },
});
