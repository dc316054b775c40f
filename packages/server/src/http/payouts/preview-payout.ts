import { Type } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import { depositNotFound, invoiceNotFound, nothingToPayOut } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, PayoutPreview, ref } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export const previewPayout = operation({
  operationId: 'previewPayout',
  sdk: 'payouts.preview',
  method: 'POST',
  path: '/v1/payouts/preview',
  audience: 'operator',
  summary: 'See what a refund would pay back, of what, and to where',
  description:
    'Changes nothing. Takes what customers can tell: their account, an invoice, its page for sharing, or a transaction that paid it. The answer has what `createPayout` needs, or says why nothing is paid back. What is used until then is not refunded.',
  body: exactly({
    of: Type.String({
      minLength: 1,
      maxLength: 300,
      description: "The id of an account, an invoice or a deposit, a payment's link or page, or a transaction's hash",
    }),
  }),
  answer: ref(PayoutPreview),
  problems: [invoiceNotFound.definition, depositNotFound.definition, nothingToPayOut.definition],
  async handle({ body }, { payments }) {
    const { depositUsdt, amountUsdt, credits, arrivedAtMs, bonusCommandIds, refundAddresses, problem, ...rest } =
      await payments.previewPayout(body.of);
    return {
      ...rest,
      depositUsdt: amountToText(depositUsdt),
      arrivedAt: timeText(arrivedAtMs),
      bonusCommandIds: [...bonusCommandIds],
      credits: amountToText(credits),
      amountUsdt: amountToText(amountUsdt),
      refundAddresses: refundAddresses.map(({ confirmedAtMs, ...shown }) => ({ ...shown, confirmedAt: timeText(confirmedAtMs) })),
      problem: problem && { code: problem.definition.code, title: problem.definition.title, detail: problem.detail },
    };
  },
});
