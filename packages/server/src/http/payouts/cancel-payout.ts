import { payoutNotFound, payoutSettled } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { idParams, Payout, ref } from '../schemas/index.ts';
import { payoutOf } from './payout-of.ts';

export const cancelPayout = operation({
  operationId: 'cancelPayout',
  sdk: 'payouts.cancel',
  method: 'POST',
  path: '/v1/payouts/{id}/cancel',
  audience: 'operator',
  summary: 'Call off a payout that was not sent and never will be',
  description:
    'Throw away the file of an exported one first: the chain is no longer watched for it. The credits stay refunded; replacePayout writes another. May be repeated.',
  params: idParams,
  answer: ref(Payout),
  problems: [payoutNotFound.definition, payoutSettled.definition],
  async handle({ params }, { payments }) {
    return payoutOf(await payments.cancelPayout(params.id));
  },
});
