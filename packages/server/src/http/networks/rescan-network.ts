import { Type, type Static } from 'typebox';
import {
  addressNotFound,
  networkUnavailable,
  rescanOutOfRange,
  unknownNetwork,
  type Rescan as RescanResult,
} from '../../payments/index.ts';
import { amountToText } from '../../kernel/index.ts';
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
    'Name a transaction, or at most 5 000 blocks: they are read, and two sources must agree on what they hold. Or name an address of ours: what went to and from it since its first use, or since `fromBlock`, is looked up in the indexes of all providers, some fifty questions at a time, and the blocks of what is not recorded are read; go on from `nextBlock` until there is none. An index may have gaps, so at the end `balance` tells whether everything was found. What is recorded does not change; whatever of ours is missing becomes a deposit like any other. Of a transaction `others` tells what it sent to us that is not USDT. May be repeated.',
  params: idParams,
  body: exactly({
    txHash: Type.Optional(Type.String({ pattern: '^(?:0x)?[0-9a-fA-F]{64}$', description: 'With or without 0x' })),
    address: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'As the network shows it' })),
    fromBlock: Type.Optional(blockNumber),
    toBlock: Type.Optional(blockNumber),
  }),
  answer: ref(Rescan),
  problems: [unknownNetwork.definition, addressNotFound.definition, rescanOutOfRange.definition, networkUnavailable.definition],
  async handle({ params, body }, { payments }) {
    return rescanOf(await payments.rescanNetwork({ network: params.id, ...askedOf(body) }));
  },
});

function askedOf(body: { txHash?: string; address?: string; fromBlock?: number; toBlock?: number }) {
  const { txHash, address, fromBlock, toBlock } = body;
  const ways = [txHash !== undefined, address !== undefined, toBlock !== undefined].filter(Boolean).length;
  if (txHash !== undefined && ways === 1 && fromBlock === undefined) return { txHash: `0x${txHash.toLowerCase().replace(/^0x/u, '')}` };
  if (address !== undefined && ways === 1) return { address: address.trim(), fromBlock };
  if (txHash === undefined && address === undefined && fromBlock !== undefined) return { fromBlock, toBlock: toBlock ?? fromBlock };
  throw rescanOutOfRange('Name a transaction, as txHash, or blocks, as fromBlock and toBlock, or an address, with fromBlock or without.');
}

function rescanOf({ recorded, balance, others, ...rescan }: RescanResult): Static<typeof Rescan> {
  return {
    ...rescan,
    recorded: [...recorded],
    balance: balance && { recordedUsdt: amountToText(balance.recordedUsdt), foundUsdt: amountToText(balance.foundUsdt) },
    others: others.map((other) => ({ ...other, amount: other.amount.toString() })),
  };
}
