import { refundAddressNotFound, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { idParams, ref, RefundAddress } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export const getRefundAddress = operation({
  operationId: 'getRefundAddress',
  sdk: 'refundAddresses.get',
  method: 'GET',
  path: '/v1/refund-addresses/{id}',
  audience: 'signed-in',
  summary: 'Tell where you want to be paid back',
  description: 'The id is that of the network.',
  params: idParams,
  answer: ref(RefundAddress),
  problems: [refundAddressNotFound.definition, unknownNetwork.definition],
  async handle({ principal, params }, { payments }) {
    const { confirmedAtMs, ...shown } = await payments.getRefundAddress(principal.accountId, params.id);
    return { ...shown, confirmedAt: timeText(confirmedAtMs) };
  },
});
