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
  'One transfer of USDT to the address of an invoice, as the chain shows it',
  Type.Object({
    id,
    network: Type.String(),
    txHash: Type.String(),
    ordinal: Type.Integer({ minimum: 0, description: 'Tells apart the transfers of one transaction' }),
    amountUsdt: usdt,
    status: Type.Enum(['seen', 'confirming', 'final', 'credited', 'orphaned']),
    confirmations: count,
    confirmationsRequired: count,
    blockNumber: count,
    blockHash: Type.String(),
    seenAt: time,
    finalAt: nullable(time),
    creditedAt: nullable(time),
    credits: nullable(credits),
  }),
);

export const InvoiceStatus = named(
  'InvoiceStatus',
  'Where an invoice stands',
  Type.Enum(['open', 'confirming', 'paid', 'underpaid', 'overpaid', 'late', 'expired', 'canceled']),
);

export const Invoice = named(
  'Invoice',
  'A request to pay USDT, with what it brings line by line',
  Type.Object({
    id,
    accountId: id,
    status: ref(InvoiceStatus),
    purchase: ref(Purchase),
    network: ref(NetworkId),
    amountUsdt: usdt,
    receivedUsdt: usdt,
    remainingUsdt: usdt,
    address: Type.String({ description: 'Belongs to this invoice alone' }),
    addressSignature: Type.String(),
    paymentUri: Type.String({ description: 'For a QR code: EIP-681 on Ethereum, the bare address on Tron' }),
    deposits: Type.Array(ref(Deposit)),
    explanation: Type.String({ description: 'The status in plain words' }),
    createdAt: time,
    expiresAt: time,
    paidAt: nullable(time),
  }),
);

export const InvoicePage = page('InvoicePage', Invoice);

export const TestPayment = named(
  'TestPayment',
  'What the test wallet of a sandbox has sent',
  Type.Object({ txHash: Type.String(), amountUsdt: usdt }),
);
