import type { Invoice } from '../../api/sdk.ts';
import { formatCredits, formatUsdt, toMicro } from '../../format/credits.ts';
import { formatClock } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { PayStep } from './pay-step.tsx';
import { creditsOf, payProgress } from './pay-progress.ts';

/** Three steps that fill: seen, confirming n of m, in your wallet. */
export function PaySteps({ invoice, isApart }: { invoice: Invoice; isApart: boolean }) {
  const progress = payProgress(invoice);
  const { deposit } = progress;
  const t = messages.invoice;
  const isMore = toMicro(invoice.receivedUsdt) > toMicro(invoice.amountUsdt);
  const creditedAt = invoice.deposits.find((one) => one.creditedAt !== null)?.creditedAt ?? invoice.paidAt;
  return (
    <div className={isApart ? 'mt-5 border-t border-line pt-4' : ''}>
      <ol aria-label={t.steps} className="flex flex-col">
        <PayStep state={progress.seen} fraction={1} detail={deposit === undefined ? '' : formatClock(deposit.seenAt)}>
          {progress.seen === 'done' ? t.seen : t.seenWaiting}
        </PayStep>
        <PayStep
          state={progress.confirming}
          fraction={progress.fraction}
          detail={
            deposit === undefined || progress.confirming === 'waiting'
              ? ''
              : t.blocks(Math.min(deposit.confirmations, deposit.confirmationsRequired), deposit.confirmationsRequired)
          }
        >
          {t.confirming}
        </PayStep>
        <PayStep state={progress.credited} fraction={0.6} detail={creditedAt === null ? '' : formatClock(creditedAt)}>
          {t.inWallet(formatCredits(creditsOf(invoice)))}
        </PayStep>
      </ol>
      {invoice.receivedUsdt !== '0' && invoice.receivedUsdt !== invoice.amountUsdt && (
        <p className="mt-2 text-xs text-muted">
          {(isMore ? t.receivedMore : t.received)(formatUsdt(invoice.receivedUsdt), formatUsdt(invoice.amountUsdt))}
        </p>
      )}
    </div>
  );
}
