import { nothingToPayOut, payoutNotFound, payoutNotReady, refundAddressNotFound, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, idParams, NetworkId, Payout, ref } from '../schemas/index.ts';
import { payoutOf } from './payout-of.ts';

export const replacePayout = operation({
  operationId: 'replacePayout',
  sdk: 'payouts.replace',
  method: 'POST',
  path: '/v1/payouts/{id}/replace',
  audience: 'operator',
  summary: 'Write a payout in the place of a canceled one',
  description: 'To the address that the customer has confirmed by now. A payout is replaced once; repeated, this gives the same.',
  params: idParams,
  body: exactly({ network: ref(NetworkId) }),
  answer: ref(Payout),
  problems: [
    payoutNotFound.definition,
    payoutNotReady.definition,
    unknownNetwork.definition,
    refundAddressNotFound.definition,
    nothingToPayOut.definition,
  ],
  async handle({ params, body }, { payments }) {
    return payoutOf(await payments.replacePayout({ payoutId: params.id, network: body.network }));
  },
});
