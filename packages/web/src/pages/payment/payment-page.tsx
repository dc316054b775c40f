import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { paymentQuery, watchedNetworksQuery } from '../../api/queries.ts';
import type { Payment } from '../../api/sdk.ts';
import { formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { QrCode } from '../../parts/qr-code.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { Logo } from '../../shell/logo.tsx';
import { AddressText } from '../invoice/address-text.tsx';
import { InvoiceState } from '../invoice/invoice-state.tsx';
import { isWaiting } from '../invoice/invoice-tone.ts';
import { NetworkDown } from '../invoice/network-down.tsx';
import { PurchaseLines } from '../top-up/purchase-lines.tsx';
import { DepositProof } from './deposit-proof.tsx';

const route = getRouteApi('/payment/$link');
/** There is no session for live events here, so that it looks again by itself. */
const LOOK_AGAIN_MS = 4_000;
const LOOK_RARELY_MS = 60_000;

/** A payment and its proof, for whoever was given the link. */
export function PaymentPage() {
  const { link } = route.useParams();
  const t = messages.payment;
  const query = useQuery({
    ...paymentQuery(link),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? LOOK_AGAIN_MS : LOOK_RARELY_MS),
  });
  const payment = query.data;
  const title = payment === undefined ? messages.payment.proof : t.title(formatUsdt(payment.amountUsdt));
  usePageTitle(title);
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center border-b border-line bg-surface px-4 md:px-5">
        <Logo />
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[760px] min-w-0 flex-1 px-4 py-8 md:py-10">
        {payment === undefined ? (
          query.isError ? (
            <ProblemNotice error={query.error} moneyFirst={t.failed} onRetry={() => void query.refetch()} />
          ) : (
            <Loading>
              <Skeleton className="mb-6 h-11 w-64" />
              <Skeleton className="h-72 rounded-lg" />
            </Loading>
          )
        ) : (
          <>
            <h1 className="font-serif text-display">{title}</h1>
            <InvoiceState invoice={payment} />
            <div className="flex flex-col gap-5">
              {isWaiting(payment) && payment.address !== '' && <ToPay payment={payment} />}
              <Card id="proof" title={t.proof}>
                {payment.deposits.length === 0 ? (
                  <p className="text-muted">{t.nothingYet}</p>
                ) : (
                  <ul className="-my-4">
                    {payment.deposits.map((deposit) => (
                      <li key={deposit.id} className="border-b border-line py-4 last:border-0">
                        <DepositProof deposit={deposit} />
                      </li>
                    ))}
                  </ul>
                )}
              </Card>
              <Card id="pays" title={t.pays} aside={<span className="text-muted">{payment.purchase.title}</span>}>
                <PurchaseLines purchase={payment.purchase} />
              </Card>
            </div>
            <p className="mt-7 text-center text-xs text-muted">{t.lead}</p>
          </>
        )}
      </main>
    </div>
  );
}

function isMoving({ status }: Payment): boolean {
  return status === 'open' || status === 'confirming' || status === 'underpaid';
}

function ToPay({ payment }: { payment: Payment }) {
  const t = messages.invoice;
  const networks = useQuery(watchedNetworksQuery);
  const network = networks.data?.data.find(({ id }) => id === payment.network);
  const title = network?.title ?? messages.payment.networks[payment.network];
  const usdt = formatUsdt(payment.remainingUsdt);
  return (
    <Card id="to-pay" title={messages.payment.toPay} aside={<span className="text-right text-muted">{title}</span>}>
      {network?.status === 'down' && <NetworkDown />}
      <div className="flex gap-5 max-sm:flex-col max-sm:items-center">
        <QrCode text={payment.address} label={t.qrAddressLabel} />
        <div className="min-w-0 flex-1 max-sm:w-full">
          <p className="font-serif text-[2.75rem] leading-12">
            {usdt} <span className="text-title text-muted">{messages.usdt}</span>
          </p>
          <AddressText address={payment.address} />
          <div className="flex flex-wrap gap-1.5">
            <CopyButton text={payment.address} label={t.copyAddress} />
            <CopyButton text={payment.remainingUsdt} label={t.copyAmount} />
          </div>
        </div>
      </div>
      <p className="mt-4 border-t border-line pt-3 text-xs text-muted">{t.advice(usdt, messages.usdt, title)}</p>
    </Card>
  );
}
