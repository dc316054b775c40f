import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { InvoiceView } from '../../payments/index.ts';
import { purchaseBody } from '../purchases/purchase-body.ts';
import { depositOf } from '../deposits/deposit-of.ts';
import type { Invoice, Payment } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function invoiceOf(invoice: InvoiceView): Static<typeof Invoice> {
  return { ...paymentOf(invoice), accountId: invoice.accountId };
}

/** What of an invoice whoever has its link may see. */
export function paymentOf(invoice: Omit<InvoiceView, 'accountId'>): Static<typeof Payment> {
  return {
    id: invoice.id,
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
    explanationCode: invoice.explanationCode,
    paymentLink: invoice.paymentLink,
    createdAt: timeText(invoice.createdAtMs),
    expiresAt: timeText(invoice.expiresAtMs),
    graceUntil: timeText(invoice.graceUntilMs),
    canceledAt: timeTextOrNull(invoice.canceledAtMs),
    paidAt: timeTextOrNull(invoice.paidAtMs),
  };
}
