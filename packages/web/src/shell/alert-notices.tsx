import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { dismissAlert, subjectOf, useAlerts, type Alert } from '../api/alerts.ts';
import { apiKeysQuery } from '../api/queries.ts';
import type { ApiKey } from '../api/sdk.ts';
import { formatCredits } from '../format/credits.ts';
import { messages } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { nameOfScope } from '../pages/rules/budget-name.ts';

/** What the owner of the account wanted to be told of, one quiet card each, read aloud when the reader is free. */
export function AlertNotices() {
  const alerts = useAlerts();
  // Asked only when a budget of a key has to be named.
  const keys = useQuery({ ...apiKeysQuery, enabled: alerts.some(({ topic }) => topic === 'budget.reached') });
  return (
    <section
      aria-label={messages.alerts.region}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 top-16 z-20 flex flex-col items-center gap-2 px-4 md:left-auto md:items-end md:pr-5"
    >
      {alerts.map((alert) => (
        <AlertNotice key={subjectOf(alert)} alert={alert} keys={keys.data?.data ?? []} />
      ))}
    </section>
  );
}

function AlertNotice({ alert, keys }: { alert: Alert; keys: readonly ApiKey[] }) {
  const { text, link, to } = wordsOf(alert, keys);
  return (
    <div className="pointer-events-auto flex w-full max-w-sm animate-appear items-start gap-2.5 rounded-lg border border-line bg-surface py-1.5 pr-1 pl-3.5 shadow-float">
      <span className="py-2 text-warning">
        <Icon name="warning" size={18} />
      </span>
      <p className="min-w-0 flex-1 py-2 text-xs wrap-anywhere">
        {text}{' '}
        <Link to={to} onClick={() => dismissAlert(alert)} className="font-semibold whitespace-nowrap text-action hover:underline">
          {link}
        </Link>
      </p>
      <IconButton icon="close" label={messages.alerts.dismiss} onClick={() => dismissAlert(alert)} />
    </div>
  );
}

function wordsOf(
  { topic, payload }: Alert,
  keys: readonly ApiKey[],
): { text: string; link: string; to: '/top-up' | '/wallet' | '/wallet/rules' } {
  const t = messages.alerts;
  switch (topic) {
    case 'balance.low':
      return { text: t.balanceLow(formatCredits(payload.balance), formatCredits(payload.level)), link: t.topUp, to: '/top-up' };
    case 'budget.reached': {
      const { scope, percent, used, limit } = payload;
      const text = t.budgetReached(nameOfScope(scope, keys), percent, formatCredits(used), formatCredits(limit));
      return { text, link: t.toRules, to: '/wallet/rules' };
    }
    case 'grant.expiring': {
      const { amount, kind, days } = payload;
      const text = t.grantExpiring(messages.credits(formatCredits(amount)), messages.wallet.kinds[kind], days);
      return { text, link: t.toWallet, to: '/wallet' };
    }
  }
}
