import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { meQuery, networksQuery } from '../../api/queries.ts';
import type { Network } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { BackLink } from '../../parts/back-link.tsx';
import { Card } from '../../parts/card.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { NotFoundPage } from '../../shell/not-found-page.tsx';

interface DeskPartProps {
  title: string;
  lead: string;
  /** shown once the networks are known, of which there is one at least */
  children: (networks: readonly Network[]) => ReactNode;
}

/** A page below the payments desk. Customers have no such page. */
export function DeskPart(props: DeskPartProps) {
  const me = useQuery(meQuery);
  return me.data === undefined || me.data.role === 'operator' ? <Part {...props} /> : <NotFoundPage />;
}

function Part({ title, lead, children }: DeskPartProps) {
  const t = messages.paymentsDesk;
  usePageTitle(title);
  const networks = useQuery(networksQuery);
  return (
    <div className="mx-auto flex w-full max-w-[1032px] min-w-0 flex-col gap-5 px-4 py-8 md:py-10">
      <div>
        <BackLink to="/payments-desk">{t.title}</BackLink>
        <h1 className="mb-1 font-serif text-display">{title}</h1>
        <p className="max-w-[72ch] text-muted">{lead}</p>
      </div>
      {networks.isPending ? (
        <Loading className="flex flex-col gap-5">
          <Skeleton className="h-56 rounded-lg!" />
          <Skeleton className="h-72 rounded-lg!" />
        </Loading>
      ) : networks.data === undefined ? (
        <ProblemNotice error={networks.error} moneyFirst={t.notLoaded} onRetry={() => void networks.refetch()} />
      ) : networks.data.data.length === 0 ? (
        <Card id="no-networks" title={t.noNetworks}>
          <p className="text-muted">{t.noNetworksText}</p>
        </Card>
      ) : (
        children(networks.data.data)
      )}
    </div>
  );
}
