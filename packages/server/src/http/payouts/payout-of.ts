import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { PayoutExport as ExportView, PayoutView } from '../../payments/index.ts';
import type { Payout, PayoutExport } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function payoutOf(payout: PayoutView): Static<typeof Payout> {
  const { createdAtMs, exportedAtMs, confirmedAtMs, canceledAtMs, amountUsdt, credits, ...rest } = payout;
  return {
    ...rest,
    amountUsdt: amountToText(amountUsdt),
    credits: amountToText(credits),
    createdAt: timeText(createdAtMs),
    exportedAt: timeTextOrNull(exportedAtMs),
    confirmedAt: timeTextOrNull(confirmedAtMs),
    canceledAt: timeTextOrNull(canceledAtMs),
  };
}

export function payoutExportOf({ createdAtMs, payouts, ...file }: ExportView): Static<typeof PayoutExport> {
  return {
    ...file,
    createdAt: timeText(createdAtMs),
    payouts: payouts.map((payout) => ({ ...payout, amountUsdt: amountToText(payout.amountUsdt) })),
  };
}
