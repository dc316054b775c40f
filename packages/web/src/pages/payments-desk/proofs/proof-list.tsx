import { useInfiniteQuery } from '@tanstack/react-query';
import { balanceProofsQuery } from '../../../api/queries.ts';
import type { Network } from '../../../api/sdk.ts';
import { messages } from '../../../messages/index.ts';
import { Card } from '../../../parts/card.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loading } from '../../../parts/loading.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Skeleton } from '../../../parts/skeleton.tsx';
import { ProofLine } from './proof-line.tsx';

/** The proofs of all networks, the newest first. */
export function ProofList({ networks }: { networks: readonly Network[] }) {
  const t = messages.proofsDesk;
  const list = useInfiniteQuery(balanceProofsQuery);
  const proofs = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Card id="proofs" title={t.listTitle}>
      {list.data !== undefined ? (
        proofs.length === 0 ? (
          <div className="px-4 py-8 text-center">
            <p className="mb-1 font-serif text-title">{t.none}</p>
            <p className="mx-auto max-w-md text-muted">{t.noneText}</p>
          </div>
        ) : (
          <ul className="-mt-4">
            {proofs.map((proof) => (
              <ProofLine key={proof.id} proof={proof} title={networks.find(({ id }) => id === proof.network)?.title ?? proof.network} />
            ))}
          </ul>
        )
      ) : list.isError ? (
        <ProblemNotice error={list.error} moneyFirst={messages.paymentsDesk.notLoaded} onRetry={() => void list.refetch()} />
      ) : (
        <Loading className="flex flex-col gap-4">
          <Skeleton className="h-24" />
          <Skeleton className="h-24" />
        </Loading>
      )}
      <LoadMore hasMore={list.hasNextPage} isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Card>
  );
}
