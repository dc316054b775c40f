import type { Deposit } from '../../api/sdk.ts';
import { hashOn, shortenHash } from '../../format/address.ts';
import { formatUsdt } from '../../format/credits.ts';
import { formatClock } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { MomentText } from '../../parts/moment-text.tsx';

/** Each transfer that reached the address, as a fact of its own. */
export function InvoiceDeposits({ deposits }: { deposits: readonly Deposit[] }) {
  const t = messages.invoice;
  return (
    <Card id="deposits" title={t.deposits}>
      <ul className="-my-2 text-xs">
        {deposits.map((deposit) => (
          <li key={deposit.id} className="border-b border-line py-2.5 last:border-0">
            <div className="flex justify-between gap-3">
              <b className={`text-sm font-semibold ${deposit.status === 'orphaned' ? 'line-through' : ''}`}>
                {formatUsdt(deposit.amountUsdt)} {messages.usdt}
              </b>
              <span
                className={deposit.status === 'orphaned' ? 'text-danger' : deposit.status === 'credited' ? 'text-action' : 'text-muted'}
              >
                {t.depositStatus[deposit.status]}
              </span>
            </div>
            <div className="flex justify-between gap-3 text-muted">
              <span className="font-mono" title={hashOn(deposit.network, deposit.txHash)}>
                {shortenHash(hashOn(deposit.network, deposit.txHash))}
              </span>
              <MomentText time={deposit.seenAt}>{formatClock(deposit.seenAt)}</MomentText>
            </div>
            <p className="mt-1 text-muted">{deposit.explanation}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
