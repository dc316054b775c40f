import { useQuery } from '@tanstack/react-query';
import { grantsQuery } from '../../api/queries.ts';
import { formatCredits, percentOf, sumCredits } from '../../format/credits.ts';
import { formatExpiry } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { KIND_COLOUR } from '../../parts/kind-colour.ts';
import { Loading } from '../../parts/loading.tsx';
import { MomentText } from '../../parts/moment-text.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { useNow } from '../../parts/use-now.ts';

const REFRESH_MS = 60_000;

/** The grants in the order in which they are spent: one bar, and each of them under it with its expiry. */
export function SpendFirst() {
  const query = useQuery(grantsQuery);
  const nowMs = useNow(REFRESH_MS);
  const t = messages.wallet;
  const grants = query.data?.data.filter((grant) => grant.remaining !== '0') ?? [];
  const total = sumCredits(grants.map((grant) => grant.remaining));
  return (
    <Card id="spend-first" title={t.spendFirst} className="mb-5">
      {query.isPending ? (
        <Loading className="flex flex-col gap-3">
          <Skeleton className="h-3 rounded-full" />
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
        </Loading>
      ) : query.isError && query.data === undefined ? (
        <ProblemNotice error={query.error} moneyFirst={messages.problem.loadFailed} onRetry={() => void query.refetch()} />
      ) : grants.length === 0 ? (
        <p className="py-4 text-muted">{t.noGrants}</p>
      ) : (
        <>
          <div aria-hidden="true" className="mb-2.5 flex h-3 gap-0.5 overflow-hidden rounded-full">
            {grants.map((grant) => (
              <span
                key={grant.id}
                title={t.share(grant.label, formatCredits(grant.remaining))}
                className={`min-w-1 ${KIND_COLOUR[grant.kind]}`}
                style={{ width: `${percentOf(grant.remaining, total)}%` }}
              />
            ))}
          </div>
          <p className="mb-3 text-xs text-muted">{t.spendFirstText}</p>
          <ol>
            {grants.map((grant, index) => (
              <li key={grant.id} className="flex items-center gap-3 border-t border-line py-2.5">
                <span aria-hidden="true" className={`size-2.5 shrink-0 rounded-[3px] ${KIND_COLOUR[grant.kind]}`} />
                <span className="min-w-0 flex-1">
                  <span className="sr-only">{t.order(index + 1)} </span>
                  {grant.label === '' ? t.kinds[grant.kind] : grant.label}
                  <span className="text-muted max-sm:hidden"> · {t.kinds[grant.kind]}</span>
                </span>
                <span className="text-xs text-muted">
                  {grant.expiresAt === null ? (
                    formatExpiry(null, nowMs)
                  ) : (
                    <MomentText time={grant.expiresAt}>{formatExpiry(grant.expiresAt, nowMs)}</MomentText>
                  )}
                </span>
                <span className="min-w-16 text-right font-semibold tabular-nums" title={t.ofAmount(formatCredits(grant.amount))}>
                  {formatCredits(grant.remaining)}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}
