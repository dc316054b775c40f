import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { meQuery, packsQuery, priceBookQuery } from '../../api/queries.ts';
import { formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { buttonClasses } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { Logo } from '../../shell/logo.tsx';
import { PackPrices } from './pack-prices.tsx';
import { PriceTable } from './price-table.tsx';
import { QueueNotice } from './queue-notice.tsx';
import { WhatIsPossible } from './what-is-possible.tsx';

const QUEUE_MS = 30_000;

/** The prices in force, for everybody: also for who has not signed in. */
export function PricesPage() {
  const t = messages.prices;
  usePageTitle(t.pageTitle);
  // The factor of the queue moves while one looks.
  const book = useQuery({ ...priceBookQuery, refetchInterval: QUEUE_MS });
  const packs = useQuery(packsQuery);
  return (
    <div className="flex min-h-dvh flex-col">
      <PublicHeader />
      <main id="main" tabIndex={-1} className="mx-auto flex w-full max-w-[880px] min-w-0 flex-1 flex-col gap-5 px-4 py-8 md:py-10">
        <div>
          <h1 className="mb-1 font-serif text-display">{t.title}</h1>
          <p className="max-w-2xl text-muted">{t.lead}</p>
          {typeof book.data?.description === 'string' && <p className="mt-2 max-w-2xl whitespace-pre-line">{book.data.description}</p>}
        </div>
        {book.isPending ? (
          <Loading className="flex flex-col gap-5">
            <Skeleton className="h-80 rounded-lg!" />
            <Skeleton className="h-40 rounded-lg!" />
          </Loading>
        ) : book.data === undefined ? (
          <ProblemNotice error={book.error} moneyFirst={t.failed} onRetry={() => void book.refetch()} />
        ) : (
          <>
            {book.data.congestion !== null && <QueueNotice congestion={book.data.congestion} />}
            <PriceTable book={book.data} />
            <WhatIsPossible book={book.data} />
          </>
        )}
        <Card id="packs" title={t.packs}>
          {packs.isPending ? (
            <Loading>
              <Skeleton className="h-28 rounded-md!" />
            </Loading>
          ) : packs.data === undefined ? (
            <ProblemNotice error={packs.error} moneyFirst={t.failed} onRetry={() => void packs.refetch()} />
          ) : (
            <PackPrices packs={packs.data.data} />
          )}
        </Card>
        {book.data !== undefined && (
          <footer className="text-xs text-muted">
            <p>
              {t.inForce(book.data.title, book.data.version, formatDay(book.data.effectiveFrom))} {t.fromTheBook}
            </p>
            <p className="mt-1">
              {t.hash}: <code className="font-mono break-all">{book.data.hash}</code>
            </p>
          </footer>
        )}
      </main>
    </div>
  );
}

function PublicHeader() {
  const t = messages.prices;
  // Nobody is asked who they are for a look at the prices; a page before may have told.
  const me = useQuery({ ...meQuery, enabled: false });
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center justify-between border-b border-line bg-surface px-4 md:px-5">
      <Logo />
      <Link to="/" className={buttonClasses(me.data === undefined ? 'outline' : 'action', 'small')}>
        {me.data === undefined ? t.signIn : t.toCreate}
      </Link>
    </header>
  );
}
