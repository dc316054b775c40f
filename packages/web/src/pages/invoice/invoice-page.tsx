import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { invoiceQuery, watchedNetworksQuery } from '../../api/queries.ts';
import type { Invoice } from '../../api/sdk.ts';
import { formatCredits, formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { creditsOf } from './pay-progress.ts';
import { InvoiceChoices } from './invoice-choices.tsx';
import { InvoiceOrder } from './invoice-order.tsx';
import { InvoicePayment } from './invoice-payment.tsx';
import { InvoiceState } from './invoice-state.tsx';
import { isSettled } from './invoice-tone.ts';

const route = getRouteApi('/signed-in/top-up/$invoiceId');
/** Live events tell of changes; this catches what a broken connection missed. */
const SAFETY_MS = 15_000;

/** The one page for paying: where to send how much, and how far the payment is. */
export function InvoicePage() {
  const { invoiceId } = route.useParams();
  const query = useQuery({ ...invoiceQuery(invoiceId), refetchInterval: SAFETY_MS });
  const networks = useQuery(watchedNetworksQuery);
  const invoice = query.data;
  const t = messages.invoice;
  const title = invoice === undefined ? messages.topUp.title : titleOf(invoice);
  usePageTitle(title);
  return (
    <div className="mx-auto w-full max-w-[952px] px-4 py-6 md:py-8">
      <Link to="/top-up" className="-ml-1.5 inline-flex items-center gap-1 rounded-sm py-1 pr-2 text-xs text-muted hover:text-text">
        <Icon name="left" size={16} />
        {t.back}
      </Link>
      {invoice === undefined ? (
        query.isError ? (
          <ProblemNotice
            error={query.error}
            moneyFirst={messages.problem.loadFailed}
            onRetry={() => void query.refetch()}
            className="mt-6"
          />
        ) : (
          <Loading className="mt-3">
            <Skeleton className="mb-6 h-11 w-64" />
            <div className="grid gap-5 md:grid-cols-[1fr_1.25fr]">
              <Skeleton className="h-72 rounded-lg" />
              <Skeleton className="h-96 rounded-lg" />
            </div>
          </Loading>
        )
      ) : (
        <>
          <h1 className="mt-1.5 font-serif text-display">{title}</h1>
          <InvoiceState invoice={invoice} />
          <div className="grid items-start gap-5 md:grid-cols-[1fr_1.25fr]">
            <InvoicePayment invoice={invoice} network={networks.data?.data.find((one) => one.id === invoice.network)} />
            <div className="flex flex-col gap-5 md:order-first">
              <InvoiceOrder invoice={invoice} network={networks.data?.data.find((one) => one.id === invoice.network)} />
              <InvoiceChoices invoice={invoice} networks={networks.data?.data ?? []} />
            </div>
          </div>
          <p className="mt-7 text-center text-xs text-muted">{isSettled(invoice.status) ? t.closePaid : t.close}</p>
        </>
      )}
    </div>
  );
}

function titleOf(invoice: Invoice): string {
  const t = messages.invoice;
  if (isSettled(invoice.status)) return t.titlePaid(formatCredits(creditsOf(invoice)));
  const isClosed = invoice.status === 'expired' || invoice.status === 'canceled';
  return (isClosed ? t.titleClosed : t.title)(formatUsdt(invoice.amountUsdt));
}
