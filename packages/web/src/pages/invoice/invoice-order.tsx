import { Link } from '@tanstack/react-router';
import type { Invoice, Network } from '../../api/sdk.ts';
import { shortenHash } from '../../format/address.ts';
import { formatUsdt } from '../../format/credits.ts';
import { formatClock, formatDay, formatDuration } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { buttonClasses } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { MomentText } from '../../parts/moment-text.tsx';
import { isSettled, isWaiting } from './invoice-tone.ts';
import { PurchaseLines } from '../top-up/purchase-lines.tsx';

/** What is bought, on which network, and what has arrived for it. */
export function InvoiceOrder({ invoice, network }: { invoice: Invoice; network: Network | undefined }) {
  const t = messages.invoice;
  return (
    <Card id="order" title={t.youGet} aside={<span className="text-muted">{invoice.purchase.title}</span>}>
      <PurchaseLines purchase={invoice.purchase} />
      <dl className="mt-3 border-t border-line pt-3 text-xs">
        <div className="flex justify-between gap-4 py-0.5">
          <dt className="text-muted">{t.network}</dt>
          <dd>{network === undefined ? invoice.network : `${network.title} · ${network.token}`}</dd>
        </div>
        {network !== undefined && (
          <div className="flex justify-between gap-4 py-0.5">
            <dt className="text-muted">{t.usual}</dt>
            <dd>{formatDuration(network.typicalSeconds)}</dd>
          </div>
        )}
        <div className="flex justify-between gap-4 py-0.5">
          <dt className="text-muted">{t.created}</dt>
          <dd>
            <MomentText time={invoice.createdAt}>{`${formatDay(invoice.createdAt)}, ${formatClock(invoice.createdAt)}`}</MomentText>
          </dd>
        </div>
        <div className="flex justify-between gap-4 py-0.5">
          <dt className="text-muted">{t.number}</dt>
          <dd className="font-mono text-[0.71875rem]" title={invoice.id}>
            {shortenHash(invoice.id)}
          </dd>
        </div>
      </dl>
      {isWaiting(invoice) && network !== undefined && (
        <p className="mt-3 border-t border-line pt-3 text-xs text-muted">
          {t.advice(formatUsdt(invoice.remainingUsdt), network.token, network.title)}
        </p>
      )}
      {isSettled(invoice.status) && (
        <div className="mt-4 flex flex-col gap-2">
          <Link to="/" className={buttonClasses('action')}>
            {t.makePicture}
          </Link>
          <Link to="/wallet" className={buttonClasses('outline')}>
            {t.toWallet}
          </Link>
        </div>
      )}
      {(invoice.status === 'expired' || invoice.status === 'canceled') && (
        <Link to="/top-up" className={buttonClasses('action', 'medium', 'mt-4 w-full')}>
          {t.newInvoice}
        </Link>
      )}
    </Card>
  );
}
