import { Type } from 'typebox';
import { amountToText, idempotencyKeyReused } from '../../kernel/index.ts';
import { invalidPaymentAmount, invoiceAlreadyPaid, invoiceNotFound, networkUnavailable, sandboxOnly } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { amountInput, exactly, idParams, ref, TestPayment } from '../schemas/index.ts';
import { markReplayed, readAmount } from '../wire.ts';

export const payInvoice = operation({
  operationId: 'payInvoice',
  sdk: 'invoices.pay',
  method: 'POST',
  path: '/v1/invoices/{id}/test-payments',
  audience: 'signed-in',
  summary: 'Pay an invoice with the test wallet of the sandbox',
  description: 'Sends test USDT to the address of the invoice: what it still asks for, or another amount to try what then happens.',
  idempotent: true,
  params: idParams,
  body: exactly({ amountUsdt: Type.Optional(amountInput) }),
  answer: ref(TestPayment),
  status: 201,
  problems: [
    sandboxOnly.definition,
    invoiceNotFound.definition,
    invoiceAlreadyPaid.definition,
    invalidPaymentAmount.definition,
    networkUnavailable.definition,
    idempotencyKeyReused.definition,
  ],
  async handle({ principal: { accountId }, params, body, idempotencyKey, reply }, { payments }) {
    const { txHash, amountUsdt, replayed } = await payments.payInvoice({
      accountId,
      invoiceId: params.id,
      idempotencyKey,
      ...(body.amountUsdt === undefined ? {} : { amountUsdt: readAmount('body.amountUsdt', body.amountUsdt) }),
    });
    markReplayed(reply, replayed);
    return { txHash, amountUsdt: amountToText(amountUsdt) };
  },
});
