import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../../api/queries.ts';
import type { Invoice, Network } from '../../api/sdk.ts';
import { formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { QrCode } from '../../parts/qr-code.tsx';
import { AddressText } from './address-text.tsx';
import { isWaiting as waitsForMoney } from './invoice-tone.ts';
import { InvoiceDeposits } from './invoice-deposits.tsx';
import { NetworkDown } from './network-down.tsx';
import { PayCountdown } from './pay-countdown.tsx';
import { PaySteps } from './pay-steps.tsx';
import { QrToggle, type QrContent } from './qr-toggle.tsx';
import { TestWalletButton } from './test-wallet-button.tsx';

/** Where to send how much, and how far the payment is. */
export function InvoicePayment({ invoice, network }: { invoice: Invoice; network: Network | undefined }) {
  const me = useQuery(meQuery);
  const [wanted, setContent] = useState<QrContent>('address');
  const t = messages.invoice;
  const isWaiting = waitsForMoney(invoice);
  // Tron has no links that wallets agree on, so that the address is all there is.
  const hasLink = invoice.paymentUri !== invoice.address;
  const content = hasLink ? wanted : 'address';
  const title = !isWaiting ? t.payment : invoice.status === 'underpaid' ? t.sendRest : t.sendExactly;
  return (
    <div className="flex flex-col gap-5">
      <Card id="payment" title={title} {...(isWaiting ? { aside: <PayCountdown expiresAt={invoice.expiresAt} /> } : {})}>
        {isWaiting && (
          <>
            {network?.status === 'down' && <NetworkDown />}
            <div className="flex gap-5 max-sm:flex-col max-sm:items-center">
              <div className="flex shrink-0 flex-col items-center gap-2">
                <QrCode
                  text={content === 'address' ? invoice.address : invoice.paymentUri}
                  label={content === 'address' ? t.qrAddressLabel : t.qrLinkLabel}
                />
                {hasLink && <QrToggle content={content} onChange={setContent} />}
              </div>
              <div className="min-w-0 flex-1 max-sm:w-full">
                <p className="font-serif text-[2.75rem] leading-12" data-amount={invoice.remainingUsdt}>
                  {formatUsdt(invoice.remainingUsdt)} <span className="text-title text-muted">{network?.token ?? messages.usdt}</span>
                </p>
                <AddressText address={invoice.address} />
                <div className="flex flex-wrap gap-1.5">
                  <CopyButton text={invoice.address} label={t.copyAddress} />
                  <CopyButton text={invoice.remainingUsdt} label={t.copyAmount} />
                </div>
              </div>
            </div>
            {me.data?.sandbox === true && <TestWalletButton invoice={invoice} />}
          </>
        )}
        {invoice.status === 'canceled' && invoice.deposits.length === 0 ? (
          <p className="text-muted">{t.nothingArrived}</p>
        ) : (
          <PaySteps invoice={invoice} isApart={isWaiting} />
        )}
      </Card>
      {invoice.deposits.length > 0 && <InvoiceDeposits deposits={invoice.deposits} />}
    </div>
  );
}
