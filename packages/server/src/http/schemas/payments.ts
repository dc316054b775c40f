import { Type } from 'typebox';
import { count, credits, id, named, nullable, page, ref, time, usdt } from './shapes.ts';
import { Purchase } from './sales.ts';

export const NetworkId = named('NetworkId', 'The id of a network', Type.Enum(['tron', 'ethereum']));

const coinAmount = Type.String({ pattern: '^\\d+(\\.\\d+)?$' });

export const TransferFee = named(
  'TransferFee',
  "What sending USDT to one of our addresses costs the sender, in the network's own coin. An exchange asks for a fee of its own instead",
  Type.Object({
    coin: Type.Enum(['TRX', 'ETH']),
    least: { ...coinAmount, description: 'To an address that holds USDT already' },
    most: { ...coinAmount, description: 'To an address that holds none yet' },
    readAt: time,
  }),
);

export const Network = named(
  'Network',
  'A chain on which invoices can be paid',
  Type.Object({
    id: ref(NetworkId),
    title: Type.String(),
    token: Type.String(),
    tokenContract: Type.String(),
    chainId: Type.Integer(),
    sandbox: Type.Boolean(),
    recommended: Type.Boolean(),
    confirmationsRequired: count,
    typicalSeconds: Type.Number({ minimum: 0 }),
    transferFee: nullable(ref(TransferFee)),
    status: Type.Enum(['up', 'down']),
    statusDetail: nullable(Type.String()),
  }),
);

export const NetworkPage = page('NetworkPage', Network);

export const AddressCheck = named(
  'AddressCheck',
  'Whether an address is ours, and whose',
  Type.Object({
    network: ref(NetworkId),
    address: Type.String({ description: 'As the network shows it, with checksum' }),
    verified: Type.Boolean({ description: 'Whether the extended public key of the settings derives it at its index' }),
    detail: Type.String({ description: 'What was found, in plain words' }),
    keyFingerprint: Type.String(),
    keyIndex: count,
    path: nullable(Type.String({ description: 'Where wallets keep it; null for an earlier key' })),
    accountId: id,
    invoiceId: nullable(id),
    givenOutAt: time,
    signature: nullable(
      Type.Enum(['valid', 'invalid'], { description: 'Whether this server has signed the address for the invoice that was named' }),
    ),
  }),
);

const deposit = {
  id,
  network: Type.String(),
  txHash: Type.String(),
  ordinal: Type.Integer({ minimum: 0, description: 'Tells apart the transfers of one transaction' }),
  invoiceId: nullable(id),
  match: nullable(
    Type.Enum(['address', 'exact', 'nearly', 'oldest_open', 'late', 'operator'], { description: 'By which rule it pays that invoice' }),
  ),
  amountUsdt: usdt,
  status: Type.Enum(['seen', 'confirming', 'final', 'credited', 'orphaned', 'returned']),
  confirmations: count,
  confirmationsRequired: count,
  blockNumber: count,
  blockHash: Type.String(),
  seenAt: time,
  finalAt: nullable(time),
  creditedAt: nullable(time),
  credits: nullable(credits),
  lines: Type.Array(Type.Object({ kind: Type.Enum(['purchased', 'bonus', 'subscription', 'settled']), credits, label: Type.String() }), {
    description: 'What it brought',
  }),
  unmatchedReason: nullable(
    Type.Enum(['dust', 'refused', 'account_closed', 'vanished'], { description: "Why it stands on the operator's list" }),
  ),
  unmatchedCode: nullable(Type.String({ description: 'The code of the problem with which it was refused' })),
  explanation: Type.String({ description: 'What became of it, in plain words' }),
};

export const Deposit = named('Deposit', 'One transfer of USDT to an address of ours, as the chain shows it', Type.Object(deposit));

export const DepositPage = page('DepositPage', Deposit);

const deskDeposit = {
  ...deposit,
  explanation: Type.String({ description: 'Why it waits, or what became of it, and what you can do, in plain words' }),
  accountId: id,
  unmatchedDetail: nullable(Type.String({ description: 'Why it was refused, or what the operator did with it' })),
};

export const DeskDeposit = named('DeskDeposit', 'A deposit as the operator sees it', Type.Object(deskDeposit));

export const UnmatchedDeposit = named(
  'UnmatchedDeposit',
  'A deposit that waits for the operator',
  Type.Object({
    ...deskDeposit,
    address: Type.String({ description: 'Where it arrived' }),
    unmatchedAt: time,
    tryAgainAt: nullable(time),
  }),
);

export const UnmatchedDepositPage = page('UnmatchedDepositPage', UnmatchedDeposit);

export const ProviderHealth = named(
  'ProviderHealth',
  'How one provider of a network does',
  Type.Object({
    name: Type.String({ description: 'Its host' }),
    status: Type.Enum(['in_use', 'ready', 'out'], { description: '`out`: left alone until `outUntil`, because of `lastError`' }),
    outUntil: nullable(time),
    lastAnswerAt: nullable(time),
    headNumber: nullable(count),
    blocksBehind: nullable(count),
    forkNumber: nullable(Type.Integer({ minimum: 0, description: 'Where it last had another block than the provider in use' })),
    requests: count,
    errors: count,
    lastError: nullable(Type.Object({ at: time, sentence: Type.String() })),
  }),
);

export const BalanceProof = named(
  'BalanceProof',
  'What came of holding what is recorded against the balances of our addresses',
  Type.Object({
    id,
    network: ref(NetworkId),
    status: Type.Enum(['holds', 'differs']),
    detail: Type.String({ description: 'What was found, in plain words' }),
    blockNumber: Type.Integer({ minimum: 0, description: 'The last final block that was compared' }),
    startedAt: time,
    finishedAt: time,
    addressesProved: Type.Integer({ minimum: 0, description: 'How many addresses hold what is recorded' }),
    recordedUsdt: { ...usdt, description: 'What that is together' },
    addressesInUse: Type.Integer({ minimum: 0, description: 'Of how many addresses something is recorded at all' }),
    destroyedUsdt: { ...usdt, description: 'What the issuer of the token has destroyed at them; `recordedUsdt` is without it' },
    differences: Type.Integer({ minimum: 0, description: 'How many addresses hold something else' }),
    firstDifference: nullable(Type.Object({ address: Type.String(), recordedUsdt: usdt, foundUsdt: usdt })),
  }),
);

export const BalanceProofPage = page('BalanceProofPage', BalanceProof);

export const NetworkHealth = named(
  'NetworkHealth',
  'Where the follower of a network stands, and how its providers do',
  Type.Object({
    network: ref(NetworkId),
    status: Type.Enum(['up', 'down']),
    statusDetail: nullable(Type.String()),
    cursorNumber: nullable(Type.Integer({ minimum: 0, description: 'The last block whose transfers are recorded' })),
    finalNumber: nullable(count),
    checkedNumber: nullable(Type.Integer({ minimum: 0, description: 'Up to here two sources have said the same' })),
    cursorMovedAt: nullable(time),
    headNumber: nullable(Type.Integer({ minimum: 0, description: 'The newest block that any provider has told of' })),
    blocksBehind: nullable(count),
    lastProof: nullable(ref(BalanceProof)),
    providers: Type.Array(ref(ProviderHealth)),
  }),
);

export const Rescan = named(
  'Rescan',
  'What was found when blocks were read again',
  Type.Object({
    network: ref(NetworkId),
    fromBlock: count,
    toBlock: Type.Integer({ minimum: 0, description: 'The last block that was read; later ones are not final yet' }),
    found: Type.Integer({ minimum: 0, description: 'How many transfers to our addresses, or to the one asked for, lie in these blocks' }),
    recorded: Type.Array(id, { description: 'The deposits that were missing until now' }),
    nextBlock: nullable(Type.Integer({ minimum: 0, description: 'Where to go on with an address; null when nothing final is left' })),
    balance: nullable(
      Type.Object(
        { recordedUsdt: usdt, foundUsdt: usdt },
        {
          description:
            'Of an address that was looked up to its end: what is recorded of it, and what it holds at a final block. Where they differ, something is missing still: read its blocks again. Null for all else, and while something moves there',
        },
      ),
    ),
    others: Type.Array(
      Type.Object({
        contract: nullable(Type.String({ description: "The other token's contract; null for the network's own coin" })),
        amount: Type.String({ pattern: '^\\d+$', description: 'In the smallest unit of that token or coin' }),
        address: Type.String({ description: 'Ours, as the network shows it' }),
        path: nullable(Type.String({ description: 'Where wallets keep it; null for an earlier key' })),
        accountId: id,
        invoiceId: nullable(id),
      }),
      { description: 'Of a transaction: what else it sent to our addresses. It is never credited; send it back from the wallet' },
    ),
  }),
);

export const InvoiceStatus = named(
  'InvoiceStatus',
  'Where an invoice stands',
  Type.Enum(['open', 'confirming', 'paid', 'underpaid', 'overpaid', 'late', 'expired', 'canceled']),
);

export const ExplanationCode = named(
  'ExplanationCode',
  'What an explanation says, for programs',
  Type.Enum([
    'send',
    'confirming',
    'confirming_part',
    'refused',
    'paid',
    'paid_nearly',
    'underpaid',
    'underpaid_closed',
    'underpaid_canceled',
    'part_waits',
    'part_turned',
    'overpaid',
    'late',
    'late_without_bonus',
    'expired',
    'canceled',
    'address_in_doubt',
  ]),
);

const payment = {
  id,
  status: ref(InvoiceStatus),
  purchase: ref(Purchase),
  network: ref(NetworkId),
  amountUsdt: usdt,
  receivedUsdt: usdt,
  remainingUsdt: usdt,
  address: Type.String({ description: 'Where to pay; it may belong to the account for good' }),
  addressSignature: Type.String(),
  paymentUri: Type.String({ description: 'For a QR code: EIP-681 on Ethereum, the bare address on Tron' }),
  deposits: Type.Array(ref(Deposit)),
  explanation: Type.String({ description: 'The status in plain words' }),
  explanationCode: ref(ExplanationCode),
  paymentLink: Type.String({ description: 'Opens the page of its payments for whoever is given it: `/payment/` and this' }),
  createdAt: time,
  expiresAt: time,
  graceUntil: { ...time, description: 'Until when the price must have arrived for its bonus, or for its subscription to begin' },
  canceledAt: nullable(time),
  paidAt: nullable(time),
};

export const Payment = named('Payment', 'An invoice and its transfers, as whoever has the link may see them', Type.Object(payment));

export const Invoice = named(
  'Invoice',
  'A request to pay USDT, with what it brings line by line',
  Type.Object({ ...payment, accountId: id }),
);

export const InvoicePage = page('InvoicePage', Invoice);

export const TestPayment = named(
  'TestPayment',
  'What the test wallet of a sandbox has sent',
  Type.Object({ txHash: Type.String(), amountUsdt: usdt }),
);
