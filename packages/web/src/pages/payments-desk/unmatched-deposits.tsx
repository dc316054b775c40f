import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { unmatchedDepositsQuery } from '../../api/queries.ts';
import type { DeskDeposit, UnmatchedDeposit } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { ActionDialog } from './action-dialog.tsx';
import type { DeskAction } from './desk-action.ts';
import { UnmatchedDepositLine } from './unmatched-deposit-line.tsx';

/** Where the focus goes when the line of a deposit has left the list. */
const SAID = 'unmatched-said';

/** The deposits that wait for the operator, and what can be done with each. */
export function UnmatchedDeposits() {
  const t = messages.paymentsDesk;
  const client = useQueryClient();
  const list = useInfiniteQuery(unmatchedDepositsQuery);
  const [asked, setAsked] = useState<{ deposit: UnmatchedDeposit; action: DeskAction } | null>(null);
  const [done, setDone] = useState<DeskDeposit | null>(null);
  const deposits = list.data?.pages.flatMap((page) => page.data) ?? [];
  const finish = async (deposit: DeskDeposit) => {
    setDone(deposit);
    await client.invalidateQueries({ queryKey: unmatchedDepositsQuery.queryKey });
    setAsked(null);
  };
  return (
    <Card id="unmatched" title={t.unmatched}>
      <output id={SAID} tabIndex={-1} className="block">
        {done !== null && (
          <span className="mb-4 flex items-start gap-2 rounded-md bg-soft p-3">
            <span className="text-action">
              <Icon name="check" />
            </span>
            {done.explanation}
          </span>
        )}
      </output>
      {list.data !== undefined ? (
        deposits.length === 0 ? (
          <div className="px-4 py-8 text-center">
            <p className="mb-1 font-serif text-title">{t.nothingWaits}</p>
            <p className="mx-auto max-w-md text-muted">{t.nothingWaitsText}</p>
          </div>
        ) : (
          <>
            <p className="mb-1 text-muted">{t.unmatchedLead}</p>
            <ul>
              {deposits.map((deposit) => (
                <UnmatchedDepositLine key={deposit.id} deposit={deposit} onAsk={(action) => setAsked({ deposit, action })} />
              ))}
            </ul>
          </>
        )
      ) : list.isError ? (
        <ProblemNotice error={list.error} moneyFirst={t.notLoaded} onRetry={() => void list.refetch()} />
      ) : (
        <Loading className="flex flex-col gap-4">
          <Skeleton className="h-28" />
          <Skeleton className="h-28" />
        </Loading>
      )}
      <LoadMore hasMore={list.hasNextPage} isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {asked !== null && (
        <ActionDialog {...asked} focusAfter={SAID} onClose={() => setAsked(null)} onDone={(deposit) => void finish(deposit)} />
      )}
    </Card>
  );
}
