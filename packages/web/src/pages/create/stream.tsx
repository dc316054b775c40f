import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { generationsQuery, isActive } from '../../api/queries.ts';
import { groupByMoment } from '../../format/moments.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useNow } from '../../parts/use-now.ts';
import { TileSkeletons } from '../../picture/tile-skeletons.tsx';
import { changeSettings } from './settings-store.ts';
import { StreamGroup } from './stream-group.tsx';

const REGROUP_MS = 30_000;

/** Everything made so far, newest first, grouped by time. */
export function Stream() {
  const generations = useInfiniteQuery(generationsQuery);
  const nowMs = useNow(REGROUP_MS);
  const groups = useMemo(
    () => groupByMoment(generations.data?.pages.flatMap((page) => page.data) ?? [], nowMs, (generation) => isActive(generation.status)),
    [generations.data, nowMs],
  );
  const t = messages.create;
  if (generations.isPending) return <TileSkeletons />;
  if (generations.isError && generations.data === undefined) {
    return <ProblemNotice error={generations.error} moneyFirst={messages.problem.loadFailed} onRetry={() => void generations.refetch()} />;
  }
  if (groups.length === 0) {
    return (
      <EmptyState title={t.emptyTitle} text={t.emptyText}>
        <Button onClick={() => changeSettings({ prompt: t.examples[Math.floor(Math.random() * t.examples.length)] ?? '' })}>
          {t.emptyExample}
        </Button>
      </EmptyState>
    );
  }
  return (
    <>
      {groups.map((group, index) => (
        <StreamGroup key={group.key} group={group} isFirst={index === 0} />
      ))}
      <LoadMore
        automatic
        label={t.earlier}
        hasMore={generations.hasNextPage}
        isLoading={generations.isFetchingNextPage}
        onMore={() => void generations.fetchNextPage()}
      />
    </>
  );
}
