import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { PayoutExport as ExportView, PayoutView } from '../../payments/index.ts';
import type { OwnPayout, Payout, PayoutExport } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

/** For the operator. */
export function payoutOf(payout: PayoutView): Static<typeof Payout> {
  const { accountId, exportId, toldOperator } = payout;
  return { ...shownOf(payout), accountId, exportId, explanation: toldOperator };
}

/** For whom it is owed to. */
export function ownPayoutOf(payout: PayoutView): Static<typeof OwnPayout> {
  return { ...shownOf(payout), explanation: payout.toldOwner };
}

function shownOf(payout: PayoutView): Omit<Static<typeof OwnPayout>, 'explanation'> {
  const { id, depositId, refundCommandId, replaces, replacedBy, network, address, status, txHash, onChain, blockNumber, blockHash } =
    payout;
  return {
    id,
    depositId,
    refundCommandId,
    replaces,
    replacedBy,
    network,
    address,
    amountUsdt: amountToText(payout.amountUsdt),
    credits: amountToText(payout.credits),
    status,
    txHash,
    onChain,
    blockNumber,
    blockHash,
    createdAt: timeText(payout.createdAtMs),
    exportedAt: timeTextOrNull(payout.exportedAtMs),
    confirmedAt: timeTextOrNull(payout.confirmedAtMs),
    canceledAt: timeTextOrNull(payout.canceledAtMs),
  };
}

export function payoutExportOf({ createdAtMs, payouts, ...file }: ExportView): Static<typeof PayoutExport> {
  return {
    ...file,
    createdAt: timeText(createdAtMs),
    payouts: payouts.map((payout) => ({ ...payout, amountUsdt: amountToText(payout.amountUsdt) })),
  };
}
