import { useInfiniteQuery } from '@tanstack/react-query';
import { ownPayoutsQuery } from '../../api/queries.ts';
import type { OwnPayout } from '../../api/sdk.ts';
import { formatCredits, formatUsdt } from '../../format/credits.ts';
import { formatWhen } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { GroupedAddress } from '../../parts/grouped-address.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Loading } from '../../parts/loading.tsx';
import { MomentText } from '../../parts/moment-text.tsx';
import { PayoutMark } from '../../parts/payout-mark.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';

/** What is paid back to oneself, with its proof once the chain shows it. Live events keep it fresh. */
export function OwnPayouts() {
  const t = messages.refunds;
  const query = useInfiniteQuery(ownPayoutsQuery);
  const payouts = query.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className="mt-5 border-t border-line pt-4">
      <h3 id="own-payouts" className="mb-2 font-semibold">
        {t.payouts}
      </h3>
      {query.data !== undefined ? (
        payouts.length === 0 ? (
          <p className="text-muted">
            {t.nothingYet} {t.nothingYetText}
          </p>
        ) : (
          <ul aria-labelledby="own-payouts">
            {payouts.map((payout) => (
              <OwnPayoutLine key={payout.id} payout={payout} />
            ))}
          </ul>
        )
      ) : query.isError ? (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-20" />
        </Loading>
      )}
      <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </div>
  );
}

function OwnPayoutLine({ payout }: { payout: OwnPayout }) {
  const t = messages.refunds;
  return (
    <li data-own-payout={payout.id} className="border-b border-line py-3 last:border-0 last:pb-0">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <b className="text-base font-semibold tabular-nums">
          {formatUsdt(payout.amountUsdt)} {messages.usdt}
        </b>
        <span className="text-xs text-muted">{t.forCredits(formatCredits(payout.credits))}</span>
        <PayoutMark status={payout.status} onChain={payout.onChain} labels={{ ...t.statuses, onChain: t.onChain }} className="ml-auto" />
      </p>
      <p aria-live="polite" className="mt-1">
        {payout.explanation}
      </p>
      <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-xs">
        <dt className="text-muted">{t.asked}</dt>
        <dd>
          <MomentText time={payout.createdAt}>{formatWhen(payout.createdAt)}</MomentText>
        </dd>
        <dt className="text-muted">{t.to}</dt>
        <dd className="min-w-0">
          <GroupedAddress address={payout.address} />
        </dd>
        {payout.txHash !== null && (
          <>
            <dt className="text-muted">{t.transaction}</dt>
            <dd data-transaction={payout.txHash} className="min-w-0 font-mono break-all">
              {payout.txHash}
            </dd>
          </>
        )}
        {payout.blockNumber !== null && (
          <>
            <dt className="text-muted">{t.block}</dt>
            <dd className="min-w-0">
              <span className="tabular-nums">{payout.blockNumber}</span>{' '}
              <span className="font-mono break-all text-muted">{payout.blockHash}</span>
            </dd>
          </>
        )}
      </dl>
      {payout.txHash !== null && (
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
          <CopyButton text={payout.txHash} label={t.copyTransaction} />
          {payout.onChain ? t.proof : t.notProven}
        </p>
      )}
    </li>
  );
}
