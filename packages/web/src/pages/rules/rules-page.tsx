import { useQuery, useQueryClient } from '@tanstack/react-query';
import { rulesQuery } from '../../api/queries.ts';
import { sdk, type AccountRules } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { BackLink } from '../../parts/back-link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { AmountSetting } from './amount-setting.tsx';
import { Budgets } from './budgets.tsx';
import { CreditLine } from './credit-line.tsx';
import { RecurringGrants } from './recurring-grants.tsx';

/** What an account settles about its spending: what it keeps back, when it is told, and what others may use. */
export function RulesPage() {
  const t = messages.rules;
  usePageTitle(t.pageTitle);
  const client = useQueryClient();
  const rules = useQuery(rulesQuery);
  const keep = (after: AccountRules) => client.setQueryData(rulesQuery.queryKey, after);
  return (
    <div className="mx-auto flex w-full max-w-[720px] flex-col gap-5 px-4 py-8 md:py-10">
      <div>
        <BackLink to="/wallet">{t.back}</BackLink>
        <h1 className="font-serif text-display">{t.title}</h1>
        <p className="text-muted">{t.lead}</p>
      </div>
      {rules.isPending ? (
        <Loading className="flex flex-col gap-5">
          <Skeleton className="h-48 rounded-lg!" />
          <Skeleton className="h-64 rounded-lg!" />
        </Loading>
      ) : rules.isError && rules.data === undefined ? (
        <ProblemNotice error={rules.error} moneyFirst={messages.problem.loadFailed} onRetry={() => void rules.refetch()} />
      ) : (
        <>
          <CreditLine line={rules.data.creditLine} />
          <RecurringGrants grants={rules.data.recurringGrants} />
          <div className="grid gap-5 md:grid-cols-2">
            <AmountSetting
              id="reserve"
              title={t.reserve}
              text={t.reserveText}
              label={t.reserveField}
              hint={t.reserveHint}
              value={rules.data.reserve}
              save={(credits, idempotencyKey) => sdk.rules.setReserve({ credits }, { idempotencyKey })}
              onSaved={keep}
            />
            <AmountSetting
              id="alert-level"
              title={t.alert}
              text={t.alertText}
              label={t.alertField}
              hint={t.alertHint}
              whenEmpty="0"
              value={rules.data.alertLevel ?? ''}
              save={(credits, idempotencyKey) => sdk.rules.setAlertLevel({ credits: credits === '0' ? null : credits }, { idempotencyKey })}
              onSaved={keep}
            />
          </div>
          <Budgets rules={rules.data} onSaved={keep} />
        </>
      )}
    </div>
  );
}
