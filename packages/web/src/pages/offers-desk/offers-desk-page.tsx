import { useQuery } from '@tanstack/react-query';
import { meQuery, offersQuery } from '../../api/queries.ts';
import { messages } from '../../messages/index.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { OffersText } from './offers-text.tsx';
import { StartUsagePlan } from './start-usage-plan.tsx';

/** What is sold, for operators to read, edit and publish. Customers have no such page. */
export function OffersDeskPage() {
  const me = useQuery(meQuery);
  return me.data === undefined || me.data.role === 'operator' ? <OffersDesk /> : <NotFoundPage />;
}

function OffersDesk() {
  const t = messages.offersDesk;
  usePageTitle(t.title);
  const offers = useQuery(offersQuery);
  const plans = offers.data?.document.usagePlans ?? [];
  return (
    <div className="mx-auto flex w-full max-w-[1032px] flex-col gap-6 px-4 py-8 md:py-10">
      <div>
        <h1 className="mb-1 font-serif text-display">{t.title}</h1>
        <p className="text-muted">{t.lead}</p>
      </div>
      {offers.data !== undefined ? (
        <OffersText inForce={offers.data} />
      ) : offers.isError ? (
        <ProblemNotice error={offers.error} moneyFirst={messages.problem.loadFailed} onRetry={() => void offers.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-96 rounded-lg" />
        </Loading>
      )}
      {plans.length > 0 && <StartUsagePlan plans={plans} />}
    </div>
  );
}
