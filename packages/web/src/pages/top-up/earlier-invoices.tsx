import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { invoicesQuery } from '../../api/queries.ts';
import { formatUsdt } from '../../format/credits.ts';
import { formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { MomentText } from '../../parts/moment-text.tsx';
import { InvoiceMark } from '../invoice/invoice-mark.tsx';

/** Invoices made before, each with its state; nothing until there is one. */
export function EarlierInvoices() {
  const query = useInfiniteQuery(invoicesQuery);
  const invoices = query.data?.pages.flatMap((page) => page.data) ?? [];
  if (invoices.length === 0) return null;
  const t = messages.topUp;
  return (
    <Card id="earlier-invoices" title={t.earlier} className="mt-10">
      <ul className="-my-2">
        {invoices.map((invoice) => (
          <li key={invoice.id} className="border-b border-line last:border-0">
            <Link
              to="/top-up/$invoiceId"
              params={{ invoiceId: invoice.id }}
              className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5 rounded-sm py-2.5 hover:bg-sunken sm:flex"
            >
              <MomentText time={invoice.createdAt} className="w-28 whitespace-nowrap text-muted max-sm:row-start-2 max-sm:text-xs">
                {formatDay(invoice.createdAt)}
              </MomentText>
              <span className="min-w-0 flex-1">{invoice.purchase.title}</span>
              <span className="text-right max-sm:row-start-2">
                <InvoiceMark status={invoice.status} />
              </span>
              <span className="text-right sm:w-28">
                {formatUsdt(invoice.amountUsdt)} {messages.usdt}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </Card>
  );
}
