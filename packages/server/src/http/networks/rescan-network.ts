import { Type, type Static } from 'typebox';
import { networkUnavailable, rescanOutOfRange, unknownNetwork, type Rescan as RescanResult } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, idParams, ref, Rescan } from '../schemas/index.ts';

const blockNumber = Type.Integer({ minimum: 0 });

export const rescanNetwork = operation({
  operationId: 'rescanNetwork',
  sdk: 'networks.rescan',
  method: 'POST',
  path: '/v1/networks/{id}/rescan',
  audience: 'operator',
  summary: 'Read final blocks again and record what is missing',
  description:
    'Name a transaction, or at most 5 000 blocks. Two sources must agree on what the blocks hold. What is recorded does not change; what is missing becomes a deposit like any other. May be repeated.',
  params: idParams,
  body: exactly({
    txHash: Type.Optional(Type.String({ pattern: '^(?:0x)?[0-9a-fA-F]{64}$', description: 'With or without 0x' })),
    fromBlock: Type.Optional(blockNumber),
    toBlock: Type.Optional(blockNumber),
  }),
  answer: ref(Rescan),
  problems: [unknownNetwork.definition, rescanOutOfRange.definition, networkUnavailable.definition],
  async handle({ params, body }, { payments }) {
    const { txHash, fromBlock, toBlock = fromBlock } = body;
    if (txHash !== undefined && fromBlock === undefined && toBlock === undefined) {
      return rescanOf(await payments.rescanNetwork({ network: params.id, txHash: `0x${txHash.toLowerCase().replace(/^0x/u, '')}` }));
    }
    if (txHash !== undefined || fromBlock === undefined || toBlock === undefined) {
      throw rescanOutOfRange('Name either a transaction, as txHash, or blocks, as fromBlock and toBlock.');
    }
    return rescanOf(await payments.rescanNetwork({ network: params.id, fromBlock, toBlock }));
  },
});

function rescanOf({ recorded, ...rescan }: RescanResult): Static<typeof Rescan> {
  return { ...rescan, recorded: [...recorded] };
}
