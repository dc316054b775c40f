import { Type } from 'typebox';
import { payoutNotFound, payoutNotReady, payoutSettled } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, idParams, Payout, ref } from '../schemas/index.ts';
import { payoutOf } from './payout-of.ts';

export const markPayoutSent = operation({
  operationId: 'markPayoutSent',
  sdk: 'payouts.markSent',
  method: 'POST',
  path: '/v1/payouts/{id}/sent',
  audience: 'operator',
  summary: 'Write down with which transaction you have sent a payout',
  description: 'It is confirmed when the chain shows it. May be repeated, also with another hash while no transaction is seen.',
  params: idParams,
  body: exactly({ txHash: Type.String({ pattern: '^(?:0x)?[0-9a-fA-F]{64}$', description: 'With or without 0x' }) }),
  answer: ref(Payout),
  problems: [payoutNotFound.definition, payoutNotReady.definition, payoutSettled.definition],
  async handle({ params, body }, { payments }) {
    const txHash = `0x${body.txHash.toLowerCase().replace(/^0x/u, '')}`;
    return payoutOf(await payments.markPayoutSent({ payoutId: params.id, txHash }));
  },
});
