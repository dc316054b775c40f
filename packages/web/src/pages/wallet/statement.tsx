import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { statementQuery } from '../../api/queries.ts';
import { groupByDay } from '../../format/days.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { useNow } from '../../parts/use-now.ts';
import { ExportLinks } from './export-links.tsx';
import { StatementEntry } from './statement-entry.tsx';

const REGROUP_MS = 60_000;

/** Every entry in plain words, newest first, by day; each opens to its parts and its place in the chain. */
export function Statement() {
  const query = useInfiniteQuery(statementQuery);
  const nowMs = useNow(REGROUP_MS);
  const days = useMemo(() => groupByDay(query.data?.pages.flatMap((page) => page.data) ?? [], nowMs), [query.data, nowMs]);
  const t = messages.wallet;
  return (
    <Card id="statement" title={t.statement} aside={days.length > 0 && <ExportLinks />}>
      {query.isPending ? (
        <Loading className="flex flex-col gap-2">
          {[1, 2, 3, 4, 5].map((line) => (
            <Skeleton key={line} className="h-9" />
          ))}
        </Loading>
      ) : query.isError && query.data === undefined ? (
        <ProblemNotice error={query.error} moneyFirst={messages.problem.loadFailed} onRetry={() => void query.refetch()} />
      ) : days.length === 0 ? (
        <div className="py-6 text-center">
          <p className="font-semibold">{t.emptyTitle}</p>
          <p className="text-muted">{t.emptyText}</p>
        </div>
      ) : (
        <>
          <div aria-hidden="true" className="flex gap-2.5 border-b sm:gap-4 border-line pb-2 text-xs text-muted">
            <span className="w-12">{t.when}</span>
            <span className="flex-1">{t.what}</span>
            <span className="w-40 max-md:hidden">{t.from}</span>
            <span className="w-14 text-right sm:w-20">{t.change}</span>
            <span className="w-3.5" />
          </div>
          {days.map((day) => (
            <section key={day.key} aria-label={day.title}>
              <h3 className="pt-4 pb-1.5 text-xs font-semibold text-muted">{day.title}</h3>
              <ol>
                {day.items.map((entry) => (
                  <StatementEntry key={entry.id} entry={entry} />
                ))}
              </ol>
            </section>
          ))}
          <LoadMore automatic hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
        </>
      )}
    </Card>
  );
}
