import { useQuery } from '@tanstack/react-query';
import { meQuery, networksQuery } from '../../api/queries.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { DeskLinks } from './desk-links.tsx';
import { NetworkHealthCard } from './network-health-card.tsx';
import { Payouts } from './payouts/payouts.tsx';
import { RescanForm } from './rescan-form.tsx';
import { UnmatchedDeposits } from './unmatched-deposits.tsx';

/** Where operators look after what is paid. Customers have no such page. */
export function PaymentsDeskPage() {
  const me = useQuery(meQuery);
  return me.data === undefined || me.data.role === 'operator' ? <PaymentsDesk /> : <NotFoundPage />;
}

function PaymentsDesk() {
  const t = messages.paymentsDesk;
  usePageTitle(t.title);
  const networks = useQuery(networksQuery);
  const offered = networks.data?.data ?? [];
  return (
    <div className="mx-auto flex w-full max-w-[1032px] min-w-0 flex-col gap-5 px-4 py-8 md:py-10">
      <div>
        <h1 className="mb-1 font-serif text-display">{t.title}</h1>
        <p className="text-muted">{t.lead}</p>
      </div>
      {networks.isPending ? (
        <Loading className="grid gap-5 lg:grid-cols-2">
          <Skeleton className="h-72 rounded-lg!" />
          <Skeleton className="h-72 rounded-lg!" />
        </Loading>
      ) : networks.data === undefined ? (
        <ProblemNotice error={networks.error} moneyFirst={t.notLoaded} onRetry={() => void networks.refetch()} />
      ) : offered.length === 0 ? (
        <Card id="no-networks" title={t.noNetworks}>
          <p className="text-muted">{t.noNetworksText}</p>
        </Card>
      ) : (
        <section aria-label={t.networks} className="grid items-start gap-5 lg:grid-cols-2">
          {offered.map((network) => (
            <NetworkHealthCard key={network.id} network={network} />
          ))}
        </section>
      )}
      <DeskLinks />
      <UnmatchedDeposits />
      <Payouts networks={offered} />
      {offered.length > 0 && <RescanForm networks={offered} />}
    </div>
  );
}
