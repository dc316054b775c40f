import { useInfiniteQuery } from '@tanstack/react-query';
import { accountInvoicesQuery } from '../../api/queries.ts';
import type { Invoice } from '../../api/sdk.ts';
import { formatUsdt } from '../../format/credits.ts';
import { formatWhen } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';

interface InvoiceChoiceProps {
  accountId: string;
  chosen: string;
  onChoose: (invoiceId: string) => void;
}

/** The invoices of an account, the newest first, to choose one from. */
export function InvoiceChoice({ accountId, chosen, onChoose }: InvoiceChoiceProps) {
  const t = messages.paymentsDesk.assign;
  const list = useInfiniteQuery(accountInvoicesQuery(accountId));
  const invoices = list.data?.pages.flatMap((page) => page.data) ?? [];
  if (list.data === undefined) {
    return list.isError ? (
      <ProblemNotice error={list.error} moneyFirst={messages.paymentsDesk.notLoaded} onRetry={() => void list.refetch()} className="mb-5" />
    ) : (
      <Loading className="mb-5 flex flex-col gap-2">
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
      </Loading>
    );
  }
  if (invoices.length === 0) return <p className="mb-5 rounded-md bg-sunken p-3">{t.noInvoice}</p>;
  return (
    <div className="mb-5">
      <p aria-hidden="true" className="mb-1.5 text-xs font-semibold text-muted">
        {t.invoice}
      </p>
      <div role="radiogroup" aria-label={t.invoice} className="flex max-h-64 flex-col gap-2 overflow-y-auto p-px">
        {invoices.map((invoice) => (
          <Choice
            key={invoice.id}
            name="assign-invoice"
            value={invoice.id}
            checked={invoice.id === chosen}
            label={labelOf(invoice)}
            onChoose={() => onChoose(invoice.id)}
            className="shrink-0 px-3 py-2"
          >
            <span className="flex flex-wrap justify-between gap-x-3">
              <b className="font-semibold">{invoice.purchase.title}</b>
              <span>{messages.invoice.statuses[invoice.status]}</span>
            </span>
            <span className="flex flex-wrap justify-between gap-x-3 text-xs text-muted">
              <span>{t.received(formatUsdt(invoice.receivedUsdt), formatUsdt(invoice.amountUsdt))}</span>
              <span>{formatWhen(invoice.createdAt)}</span>
            </span>
          </Choice>
        ))}
        <LoadMore hasMore={list.hasNextPage} isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      </div>
    </div>
  );
}

function labelOf({ purchase, status, receivedUsdt, amountUsdt, createdAt }: Invoice): string {
  const received = messages.paymentsDesk.assign.received(formatUsdt(receivedUsdt), formatUsdt(amountUsdt));
  return `${purchase.title}, ${messages.invoice.statuses[status]}, ${received}, ${formatWhen(createdAt)}`;
}
