import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { DepositView } from '../../payments/index.ts';
import type { Deposit } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function depositOf(deposit: DepositView): Static<typeof Deposit> {
  return {
    id: deposit.id,
    network: deposit.network,
    txHash: deposit.txHash,
    ordinal: deposit.ordinal,
    invoiceId: deposit.invoiceId,
    match: deposit.match,
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
    lines: deposit.lines.map(({ kind, credits, label }) => ({ kind, credits: amountToText(credits), label })),
    unmatchedReason: deposit.unmatchedReason,
    unmatchedCode: deposit.unmatchedCode,
    explanation: deposit.explanation,
  };
}
