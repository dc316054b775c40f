import { Type } from 'typebox';
import { paymentNotFound } from '../../payments/index.ts';
import { paymentOf } from '../invoices/invoice-of.ts';
import { operation } from '../operation.ts';
import { exactly, Payment, ref } from '../schemas/index.ts';

export const getPayment = operation({
  operationId: 'getPayment',
  sdk: 'payments.get',
  method: 'GET',
  path: '/v1/payments/{link}',
  audience: 'public',
  summary: 'Read a payment and its proof by its link, without signing in',
  description:
    'For whoever was given the link: what is bought, each transfer with its transaction and block, and what it brought. Nothing of the account.',
  params: exactly({ link: Type.String({ minLength: 1, maxLength: 64, description: 'The `paymentLink` of an invoice' }) }),
  answer: ref(Payment),
  problems: [paymentNotFound.definition],
  async handle({ params }, { payments }) {
    return paymentOf(await payments.readPayment(params.link));
  },
});
