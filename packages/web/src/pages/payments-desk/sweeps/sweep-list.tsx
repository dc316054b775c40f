import { useInfiniteQuery } from '@tanstack/react-query';
import { sweepsQuery } from '../../../api/queries.ts';
import type { Network, Sweep } from '../../../api/sdk.ts';
import { hashOn } from '../../../format/address.ts';
import { formatUsdt } from '../../../format/credits.ts';
import { formatWhen } from '../../../format/time.ts';
import { messages } from '../../../messages/index.ts';
import { Card } from '../../../parts/card.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loading } from '../../../parts/loading.tsx';
import { MomentText } from '../../../parts/moment-text.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Skeleton } from '../../../parts/skeleton.tsx';
import { blockText } from '../block-text.ts';
import { CopiedFact, Fact } from '../fact.tsx';

/** What has left our addresses, the newest first; it renews itself. */
export function SweepList({ networks }: { networks: readonly Network[] }) {
  const t = messages.sweepsDesk;
  const list = useInfiniteQuery(sweepsQuery);
  const sweeps = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Card id="swept" title={t.swept}>
      {list.data !== undefined ? (
        sweeps.length === 0 ? (
          <div className="px-4 py-8 text-center">
            <p className="mb-1 font-serif text-title">{t.none}</p>
            <p className="mx-auto max-w-md text-muted">{t.noneText}</p>
          </div>
        ) : (
          <>
            <p className="mb-1 text-muted">{t.sweptLead}</p>
            <ul>
              {sweeps.map((sweep) => (
                <SweepLine key={sweep.id} sweep={sweep} title={networks.find(({ id }) => id === sweep.network)?.title ?? sweep.network} />
              ))}
            </ul>
          </>
        )
      ) : list.isError ? (
        <ProblemNotice error={list.error} moneyFirst={messages.paymentsDesk.notLoaded} onRetry={() => void list.refetch()} />
      ) : (
        <Loading className="flex flex-col gap-4">
          <Skeleton className="h-16" />
          <Skeleton className="h-16" />
        </Loading>
      )}
      <LoadMore hasMore={list.hasNextPage} isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Card>
  );
}

function SweepLine({ sweep, title }: { sweep: Sweep; title: string }) {
  const t = messages.sweepsDesk;
  return (
    <li className="border-b border-line py-3 last:border-0 last:pb-0" data-sweep={sweep.txHash}>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <b className="font-semibold tabular-nums">
          {formatUsdt(sweep.amountUsdt)} {messages.usdt}
        </b>
        <span className="text-muted">{title}</span>
        <span
          className={`ml-auto rounded-full px-2.5 py-0.5 text-xs font-semibold ${sweep.final ? 'bg-soft text-action' : 'bg-sunken text-muted'}`}
        >
          {sweep.final ? t.final : t.notFinal}
        </span>
      </p>
      <dl className="mt-1.5 flex flex-wrap gap-x-6 gap-y-2 text-xs">
        <CopiedFact name={t.sender} text={sweep.address} />
        <CopiedFact name={t.receiver} text={sweep.to} />
        <CopiedFact name={t.transaction} text={hashOn(sweep.network, sweep.txHash)} />
        <CopiedFact name={t.account} text={sweep.accountId} />
        <Fact name={t.block}>{blockText(sweep.blockNumber)}</Fact>
        <Fact name={t.seen}>
          <MomentText time={sweep.seenAt}>{formatWhen(sweep.seenAt)}</MomentText>
        </Fact>
      </dl>
    </li>
  );
}
