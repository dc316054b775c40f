import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { balanceQuery } from '../api/queries.ts';
import { formatCredits } from '../format/credits.ts';
import { messages } from '../messages/index.ts';
import { Figure } from '../parts/figure.tsx';
import { Skeleton } from '../parts/skeleton.tsx';

/** What can be spent now, always in sight, with the way to more beside it. */
export function BalancePill() {
  const balance = useQuery(balanceQuery);
  const figure = balance.data === undefined ? undefined : formatCredits(balance.data.available);
  return (
    <div className="flex h-9 items-center rounded-full border border-line bg-surface">
      <Link
        to="/wallet"
        aria-label={messages.shell.balanceLabel(figure ?? '')}
        className="flex h-full items-center gap-1 rounded-full pr-3 pl-3.5 whitespace-nowrap"
      >
        {figure === undefined ? (
          <Skeleton className="h-4 w-16" />
        ) : (
          <b className="font-semibold">
            <Figure>{figure}</Figure>
          </b>
        )}
        <span className="text-muted">{messages.creditsWord}</span>
      </Link>
      <Link
        to="/top-up"
        className="flex h-full items-center rounded-full bg-action px-3.5 font-semibold whitespace-nowrap text-on-action transition-colors hover:bg-action-strong"
      >
        {messages.shell.topUp}
      </Link>
    </div>
  );
}
