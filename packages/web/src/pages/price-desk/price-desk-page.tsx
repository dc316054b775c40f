import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { draftsQuery, meQuery, versionsQuery } from '../../api/queries.ts';
import { sdk, type DraftSummary } from '../../api/sdk.ts';
import { formatWhen } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { VersionLine } from './version-line.tsx';

const route = getRouteApi('/signed-in/price-desk');

/** The operator's drafts and all versions of the prices. Customers have no such page. */
export function PriceDeskPage() {
  const me = useQuery(meQuery);
  return me.data === undefined || me.data.role === 'operator' ? <PriceDesk /> : <NotFoundPage />;
}

function PriceDesk() {
  const t = messages.priceDesk;
  usePageTitle(t.title);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { published } = route.useSearch();
  const drafts = useQuery(draftsQuery);
  const versions = useInfiniteQuery(versionsQuery);
  const all = versions.data?.pages.flatMap((page) => page.data) ?? [];
  const current = all.find(({ state }) => state === 'current');
  const shown = all.find(({ version }) => version === published);
  const begin = useMutation({
    mutationFn: async (version: number) => sdk.drafts.save({ book: (await sdk.priceBooks.get(version)).book }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: draftsQuery.queryKey });
      await navigate({ to: '/price-desk/$draftId', params: { draftId: id } });
    },
  });
  return (
    <div className="mx-auto flex w-full max-w-[880px] min-w-0 flex-col gap-5 px-4 py-8 md:py-10">
      <div>
        <h1 className="mb-1 font-serif text-display">{t.title}</h1>
        <p className="text-muted">
          {t.lead}{' '}
          <Link to="/prices" className="font-semibold text-action hover:underline">
            {t.publicPage}
          </Link>{' '}
          ·{' '}
          <Link to="/offers-desk" className="font-semibold text-action hover:underline">
            {messages.offersDesk.link}
          </Link>
        </p>
      </div>
      {shown !== undefined && (
        <output className="flex items-center gap-2 rounded-md bg-soft p-3 font-semibold text-action">
          <Icon name="check" />
          {t.published(shown.version, shown.title)}
        </output>
      )}
      {begin.isError && <ProblemNotice error={begin.error} moneyFirst={t.nothingChanged} />}
      <Card
        id="drafts"
        title={t.drafts}
        aside={
          current !== undefined && (
            <Button size="small" look="action" disabled={begin.isPending} onClick={() => begin.mutate(current.version)}>
              <Icon name="plus" size={16} />
              {begin.isPending ? t.makingDraft : t.newDraft}
            </Button>
          )
        }
      >
        {drafts.isPending ? (
          <Loading>
            <Skeleton className="h-12 rounded-md!" />
          </Loading>
        ) : drafts.data === undefined ? (
          <ProblemNotice error={drafts.error} onRetry={() => void drafts.refetch()} />
        ) : (
          <DraftList drafts={drafts.data.data} />
        )}
      </Card>
      <Card id="versions" title={t.history}>
        {versions.isPending ? (
          <Loading>
            <Skeleton className="h-32 rounded-md!" />
          </Loading>
        ) : versions.data === undefined ? (
          <ProblemNotice error={versions.error} onRetry={() => void versions.refetch()} />
        ) : (
          <ol className="-my-3">
            {all.map((version) => (
              <VersionLine
                key={version.version}
                version={version}
                isBusy={begin.isPending}
                onNewDraft={() => begin.mutate(version.version)}
              />
            ))}
          </ol>
        )}
        <LoadMore hasMore={versions.hasNextPage} isLoading={versions.isFetchingNextPage} onMore={() => void versions.fetchNextPage()} />
      </Card>
    </div>
  );
}

function DraftList({ drafts }: { drafts: readonly DraftSummary[] }) {
  const t = messages.priceDesk;
  if (drafts.length === 0) return <p className="text-muted">{t.noDrafts}</p>;
  return (
    <ul className="-my-2">
      {drafts.map(({ id, title, savedAt, revision }) => (
        <li key={id} className="border-t border-line first:border-t-0">
          <Link
            to="/price-desk/$draftId"
            params={{ draftId: id }}
            className="-mx-2 flex items-center gap-3 rounded-md px-2 py-3 hover:bg-sunken"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-semibold">{title === '' ? t.untitled : title}</span>
              <span className="block text-xs text-muted">{t.savedAt(formatWhen(savedAt), revision)}</span>
            </span>
            <Icon name="right" size={16} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
