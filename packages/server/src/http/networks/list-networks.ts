import type { Static } from 'typebox';
import type { NetworkView } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { NetworkPage, ref, type Network } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export const listNetworks = operation({
  operationId: 'listNetworks',
  sdk: 'networks.list',
  method: 'GET',
  path: '/v1/networks',
  audience: 'public',
  summary: 'List the networks on which invoices can be paid',
  answer: ref(NetworkPage),
  problems: [],
  handle: (_call, { payments }) => Promise.resolve({ data: payments.listNetworks().map(networkOf), nextCursor: null }),
});

function networkOf(network: NetworkView): Static<typeof Network> {
  const { id, title, token, tokenContract, chainId, sandbox, recommended, confirmationsRequired } = network;
  const { typicalSeconds, transferFee: fee, status, statusDetail } = network;
  return {
    id,
    title,
    token,
    tokenContract,
    chainId,
    sandbox,
    recommended,
    confirmationsRequired,
    typicalSeconds,
    transferFee: fee === undefined ? null : { coin: fee.coin, least: fee.least, most: fee.most, readAt: timeText(fee.atMs) },
    status,
    statusDetail,
  };
}
