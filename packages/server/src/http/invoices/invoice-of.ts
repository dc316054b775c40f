import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { DepositView, InvoiceView } from '../../payments/index.ts';
import { purchaseBody } from '../purchases/purchase-body.ts';
import type { Deposit, Invoice } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function invoiceOf(invoice: InvoiceView): Static<typeof Invoice> {
  return {
    id: invoice.id,
    accountId: invoice.accountId,
    status: invoice.status,
    purchase: purchaseBody(invoice.purchase),
    network: invoice.network,
    amountUsdt: amountToText(invoice.amountUsdt),
    receivedUsdt: amountToText(invoice.receivedUsdt),
    remainingUsdt: amountToText(invoice.remainingUsdt),
    address: invoice.address,
    addressSignature: invoice.addressSignature,
    paymentUri: invoice.paymentUri,
    deposits: invoice.deposits.map(depositOf),
    explanation: invoice.explanation,
    createdAt: timeText(invoice.createdAtMs),
    expiresAt: timeText(invoice.expiresAtMs),
    paidAt: timeTextOrNull(invoice.paidAtMs),
  };
}

function depositOf(deposit: DepositView): Static<typeof Deposit> {
  return {
    id: deposit.id,
    network: deposit.network,
    txHash: deposit.txHash,
    ordinal: deposit.ordinal,
    amountUsdt: amountToText(deposit.amountUsdt),
    status: deposit.status,
    confirmations: deposit.confirmations,
    confirmationsRequired: deposit.confirmationsRequired,
    blockNumber: deposit.blockNumber,
    blockHash: deposit.blockHash,
    seenAt: timeText(deposit.seenAtMs),
    finalAt: timeTextOrNull(deposit.finalAtMs),
    creditedAt: timeTextOrNull(deposit.creditedAtMs),
    credits: deposit.credits === null ? null : amountToText(deposit.credits),
  };
}
