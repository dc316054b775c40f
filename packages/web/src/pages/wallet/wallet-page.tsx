import { useQuery } from '@tanstack/react-query';
import { balanceQuery } from '../../api/queries.ts';
import { messages } from '../../messages/index.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { AvailableFigure } from './available-figure.tsx';
import { SpendFirst } from './spend-first.tsx';
import { Statement } from './statement.tsx';
import { Subscriptions } from './subscriptions.tsx';
import { Usage } from './usage.tsx';
import { WalletLinks } from './wallet-links.tsx';

/** What one has, in which order it is spent, and where every credit went. */
export function WalletPage() {
  usePageTitle(messages.wallet.pageTitle);
  const balance = useQuery(balanceQuery);
  return (
    <div className="mx-auto w-full max-w-[1032px] px-4 py-8 md:py-10">
      <h1 className="sr-only">{messages.wallet.title}</h1>
      {balance.isError && balance.data === undefined ? (
        <ProblemNotice
          error={balance.error}
          moneyFirst={messages.problem.loadFailed}
          onRetry={() => void balance.refetch()}
          className="mb-6"
        />
      ) : (
        <AvailableFigure balance={balance.data} />
      )}
      <WalletLinks />
      <Subscriptions />
      <SpendFirst />
      <Usage />
      <Statement />
    </div>
  );
}
