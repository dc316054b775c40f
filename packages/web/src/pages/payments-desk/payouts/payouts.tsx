import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { payoutsQuery } from '../../../api/queries.ts';
import type { Network, Payout, PayoutStatus } from '../../../api/sdk.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { Card } from '../../../parts/card.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loading } from '../../../parts/loading.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Select } from '../../../parts/select.tsx';
import { Skeleton } from '../../../parts/skeleton.tsx';
import { NextFiles } from './next-files.tsx';
import type { PayoutAction } from './payout-action.ts';
import { PayoutDialog } from './payout-dialog.tsx';
import { PayoutLine } from './payout-line.tsx';
import { RefundDialog } from './refund-dialog.tsx';

/** Where the focus goes when the line of a payout has changed. */
const SAID = 'payouts-said';
const STATUSES = ['requested', 'exported', 'sent', 'confirmed', 'canceled'] as const satisfies readonly PayoutStatus[];

/** What is to be paid back and what was: files for the wallet, and what can be done with each payout. */
export function Payouts({ networks }: { networks: readonly Network[] }) {
  const t = messages.payoutsDesk;
  const client = useQueryClient();
  const [status, setStatus] = useState<PayoutStatus | undefined>();
  const list = useInfiniteQuery(payoutsQuery(status));
  const [asked, setAsked] = useState<{ payout: Payout; action: PayoutAction } | null>(null);
  const [done, setDone] = useState<Payout | null>(null);
  const [isRefunding, setRefunding] = useState(false);
  const payouts = list.data?.pages.flatMap((page) => page.data) ?? [];
  const finish = async (payout: Payout) => {
    setDone(payout);
    await client.invalidateQueries({ queryKey: ['payouts'] });
    setAsked(null);
    setRefunding(false);
  };
  return (
    <Card
      id="payouts"
      title={t.title}
      aside={
        networks.length > 0 && (
          <Button size="small" onClick={() => setRefunding(true)} className="-my-2">
            {t.refund.open}
          </Button>
        )
      }
    >
      <p className="mb-4 text-muted">{t.lead}</p>
      <NextFiles networks={networks} />
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
        payouts.length === 0 && status === undefined ? (
          <div className="px-4 py-8 text-center">
            <p className="mb-1 font-serif text-title">{t.none}</p>
            <p className="mx-auto max-w-md text-muted">{t.noneText}</p>
          </div>
        ) : (
          <>
            <Select
              label={t.show}
              value={status ?? ''}
              options={[{ value: '', label: t.all }, ...STATUSES.map((each) => ({ value: each, label: t.statuses[each] }))]}
              onChoose={(chosen) => setStatus(STATUSES.find((each) => each === chosen))}
              className="max-w-56"
            />
            {payouts.length === 0 ? (
              <p className="py-6 text-center text-muted">{t.noneOfThese}</p>
            ) : (
              <ul>
                {payouts.map((payout) => (
                  <PayoutLine key={payout.id} payout={payout} onAsk={(action) => setAsked({ payout, action })} />
                ))}
              </ul>
            )}
          </>
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
      {isRefunding && (
        <RefundDialog networks={networks} focusAfter={SAID} onClose={() => setRefunding(false)} onDone={(payout) => void finish(payout)} />
      )}
      {asked !== null && (
        <PayoutDialog
          {...asked}
          networks={networks}
          focusAfter={SAID}
          onClose={() => setAsked(null)}
          onDone={(payout) => void finish(payout)}
        />
      )}
    </Card>
  );
}
