import { operation } from '../operation.ts';
import { ref, RefundAddressPage } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export const listRefundAddresses = operation({
  operationId: 'listRefundAddresses',
  sdk: 'refundAddresses.list',
  method: 'GET',
  path: '/v1/refund-addresses',
  audience: 'signed-in',
  summary: 'List where you want to be paid back, network by network',
  answer: ref(RefundAddressPage),
  problems: [],
  async handle({ principal }, { payments }) {
    const addresses = await payments.listRefundAddresses(principal.accountId);
    return { data: addresses.map(({ confirmedAtMs, ...shown }) => ({ ...shown, confirmedAt: timeText(confirmedAtMs) })), nextCursor: null };
  },
});
