import { Type } from 'typebox';
import { count, credits, id, named, nullable, page, ref, time, usdt } from './shapes.ts';
import { Purchase } from './sales.ts';

export const NetworkId = named('NetworkId', 'The id of a network', Type.Enum(['tron', 'ethereum']));

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
    typicalFeeUsd: nullable(Type.String()),
    status: Type.Enum(['up', 'down']),
    statusDetail: nullable(Type.String()),
  }),
);

export const NetworkPage = page('NetworkPage', Network);

export const Deposit = named(
  'Deposit',
  'One transfer of USDT to an address of ours, as the chain shows it',
  Type.Object({
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
  }),
);

export const DepositPage = page('DepositPage', Deposit);

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
