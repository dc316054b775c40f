import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { rulesQuery } from '../../api/queries.ts';
import type { AccountRules } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';

/** The ways from the wallet: to what is settled about spending, in few words, and to sending credits. */
export function WalletLinks() {
  const rules = useQuery(rulesQuery);
  const { rules: t, send } = messages;
  const places = [
    { to: '/wallet/rules', title: t.title, text: rules.data === undefined ? t.cardText : summaryOf(rules.data) },
    { to: '/wallet/send', title: send.card, text: send.cardText },
  ] as const;
  return (
    <nav aria-label={messages.wallet.title} className="mb-5 grid gap-3 md:grid-cols-2">
      {places.map((place) => (
        <Link
          key={place.to}
          to={place.to}
          className="flex items-center gap-3 rounded-lg border border-line bg-surface px-5 py-3.5 transition-colors hover:border-edge hover:bg-sunken"
        >
          <span className="min-w-0 flex-1">
            <span className="block font-semibold">{place.title}</span>
            <span className="block text-xs text-muted">{place.text}</span>
          </span>
          <span className="text-muted">
            <Icon name="right" size={16} />
          </span>
        </Link>
      ))}
    </nav>
  );
}

function summaryOf({ reserve, alertLevel, budgets }: AccountRules): string {
  const t = messages.rules;
  const settled = [
    reserve === '0' ? null : t.summaryReserve(formatCredits(reserve)),
    alertLevel === null ? null : t.summaryAlert(formatCredits(alertLevel)),
    budgets.length === 0 ? null : t.summaryBudgets(budgets.length),
  ].filter((each) => each !== null);
  return settled.length === 0 ? t.summaryNone : settled.join(' · ');
}
