import { Type } from 'typebox';
import { NetworkId } from './payments.ts';
import { count, credits, id, named, nullable, page, ref, time, usdt } from './shapes.ts';

export const RefundAddress = named(
  'RefundAddress',
  'Where an account wants to be paid back on one network',
  Type.Object({ network: ref(NetworkId), address: Type.String({ description: 'With its checksum' }), confirmedAt: time }),
);

export const RefundAddressPage = page('RefundAddressPage', RefundAddress);

export const PayoutStatus = named(
  'PayoutStatus',
  'Where a payout stands',
  Type.Enum(['requested', 'exported', 'sent', 'confirmed', 'canceled']),
);

const payout = {
  id,
  depositId: { ...id, description: 'The deposit that it pays back, or a part of it' },
  refundCommandId: { ...id, description: 'The `commandId` of the entry that took the credits back' },
  replaces: nullable(Type.String({ description: 'The canceled payout in whose place it stands' })),
  replacedBy: nullable(Type.String({ description: 'The payout that has taken the place of a canceled one' })),
  network: ref(NetworkId),
  address: Type.String(),
  amountUsdt: usdt,
  credits,
  status: ref(PayoutStatus),
  txHash: nullable(Type.String({ description: 'What pays it: as the chain says, or else the operator' })),
  onChain: Type.Boolean({ description: 'Whether the chain says so' }),
  blockNumber: nullable(Type.Integer({ minimum: 0, description: 'Where the chain has it' })),
  blockHash: nullable(Type.String()),
  explanation: Type.String({ description: 'What has become of it, and what happens next, in plain words' }),
  createdAt: time,
  exportedAt: nullable(time),
  confirmedAt: nullable(time),
  canceledAt: nullable(time),
};

export const OwnPayout = named('OwnPayout', 'USDT that is owed to you for refunded credits', Type.Object(payout));

export const OwnPayoutPage = page('OwnPayoutPage', OwnPayout);

export const Payout = named(
  'Payout',
  'USDT that is owed for refunded credits, as the operator sees it',
  Type.Object({ ...payout, accountId: id, exportId: nullable(Type.String({ description: 'The file that it is in' })) }),
);

export const PayoutPage = page('PayoutPage', Payout);

export const PayoutPreview = named(
  'PayoutPreview',
  'What a refund would pay back now, of what, and to where',
  Type.Object({
    accountId: id,
    depositId: id,
    invoiceId: nullable(id),
    network: { ...ref(NetworkId), description: 'Where the deposit arrived' },
    txHash: Type.String(),
    depositUsdt: usdt,
    arrivedAt: time,
    commandId: nullable(Type.String({ description: 'Names the purchase to `createPayout`; null where none was credited' })),
    bonusCommandIds: Type.Array(id, { description: 'And these its bonus' }),
    credits: { ...credits, description: 'What is taken back of what was bought, and paid for' },
    amountUsdt: { ...usdt, description: 'What is paid back for it; 0 where `problem` says why nothing is' },
    refundAddresses: Type.Array(ref(RefundAddress), { description: 'What the customer has confirmed; without one nothing is refunded' }),
    problem: nullable(Type.Object({ code: Type.String(), title: Type.String(), detail: Type.String() })),
  }),
);

export const PayoutExport = named(
  'PayoutExport',
  'Unsigned transfers for the wallet of the operator',
  Type.Object({
    id,
    network: ref(NetworkId),
    chainId: Type.Integer(),
    tokenContract: Type.String({ description: 'Whom each transaction calls' }),
    createdAt: time,
    payouts: Type.Array(
      Type.Object({
        id,
        accountId: id,
        address: Type.String(),
        amountUsdt: usdt,
        data: Type.String({ description: 'The call `transfer(address,uint256)`, in hexadecimal with 0x' }),
      }),
    ),
  }),
);

const coinAmount = (description: string) => Type.String({ description, examples: ['0.00042'] });

export const SweepPlan = named(
  'SweepPlan',
  'What lies on our addresses, what moving it costs, and the unsigned transactions that do',
  Type.Object({
    network: ref(NetworkId),
    chainId: Type.Integer(),
    tokenContract: Type.String({ description: 'Whom each transaction calls' }),
    to: Type.String({ description: 'Where everything goes' }),
    blockNumber: Type.Integer({ minimum: 0, description: 'The final block at which the balances were read' }),
    createdAt: time,
    expiresAt: nullable({ ...time, description: 'Until when the network takes the transactions' }),
    coin: Type.Enum(['TRX', 'ETH'], { description: 'What the network is paid with' }),
    transfers: Type.Array(
      Type.Object({
        address: Type.String({ description: 'The sender' }),
        accountId: id,
        keyFingerprint: Type.String(),
        keyIndex: count,
        path: nullable(Type.String({ description: 'Where wallets keep its key; null for one of an earlier extended public key' })),
        amountUsdt: usdt,
        nonce: nullable(Type.Integer({ minimum: 0, description: "On Ethereum the number of the sender's transaction" })),
        unsigned: Type.String({
          description: 'In hexadecimal with 0x: on Ethereum a transaction of type 2 without a signature, on Tron its `raw_data`',
        }),
        digest: Type.String({ description: 'The 32 bytes that are signed; on Tron also the id of the transaction' }),
        fee: coinAmount('What it costs at most, in the coin of the network'),
        missing: coinAmount('What of that the address lacks, to be sent there first'),
      }),
    ),
    totalUsdt: usdt,
    totalFee: coinAmount('What all of them cost at most'),
    totalMissing: coinAmount('What the addresses lack of it together'),
    below: Type.Object({ addresses: count, usdt }, { description: 'What stays, because less than the minimum lies there' }),
    more: Type.Integer({ minimum: 0, description: 'How many more addresses hold the minimum' }),
    leftOut: Type.Array(Type.Object({ address: Type.String(), reason: Type.String() })),
    detail: Type.String({ description: 'All of that in plain words' }),
  }),
);

export const Sweep = named(
  'Sweep',
  'A transfer of USDT that has left an address of ours',
  Type.Object({
    id,
    network: ref(NetworkId),
    txHash: Type.String(),
    logIndex: Type.Integer({ minimum: 0, description: 'Tells apart the transfers of one block' }),
    blockNumber: count,
    blockHash: Type.String(),
    address: Type.String({ description: 'From where' }),
    to: Type.String(),
    accountId: { ...id, description: 'Whose deposits lay there' },
    amountUsdt: usdt,
    final: Type.Boolean({ description: 'Whether the chain will not take it back' }),
    seenAt: time,
  }),
);

export const SweepPage = page('SweepPage', Sweep);
