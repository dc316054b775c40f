import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { draftQuery, meQuery } from '../../api/queries.ts';
import { messages } from '../../messages/index.ts';
import { BackLink } from '../../parts/back-link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { DraftEditor } from './draft-editor.tsx';

const route = getRouteApi('/signed-in/price-desk/$draftId');

/** One draft, edited as a form or as text. Customers have no such page. */
export function DraftPage() {
  const me = useQuery(meQuery);
  return me.data === undefined || me.data.role === 'operator' ? <OpenDraft /> : <NotFoundPage />;
}

function OpenDraft() {
  const t = messages.priceDesk;
  usePageTitle(t.draft);
  const { draftId } = route.useParams();
  const client = useQueryClient();
  const draft = useQuery(draftQuery(draftId));
  return (
    <div className="mx-auto w-full max-w-[1280px] min-w-0 px-4 py-8 md:px-6 md:py-10">
      <BackLink to="/price-desk">{t.back}</BackLink>
      {draft.isPending ? (
        <Loading className="flex flex-col gap-5">
          <Skeleton className="h-12 w-72 rounded-md!" />
          <Skeleton className="h-96 rounded-lg!" />
        </Loading>
      ) : draft.data === undefined ? (
        <ProblemNotice error={draft.error} onRetry={() => void draft.refetch()} />
      ) : (
        // Another revision than the one that was read is another text to begin with.
        <DraftEditor
          key={`${draft.data.id} ${draft.data.revision}`}
          draft={draft.data}
          onReload={() => void client.invalidateQueries({ queryKey: draftQuery(draftId).queryKey, refetchType: 'all' })}
        />
      )}
    </div>
  );
}
