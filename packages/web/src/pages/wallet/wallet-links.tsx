import { useQuery } from '@tanstack/react-query';
import { rulesQuery } from '../../api/queries.ts';
import type { AccountRules } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { PlaceLinks } from '../../parts/place-links.tsx';

/** The ways from the wallet: to what is settled about spending, in few words, and to sending credits. */
export function WalletLinks() {
  const rules = useQuery(rulesQuery);
  const { rules: t, send } = messages;
  const places = [
    { to: '/wallet/rules', title: t.title, text: rules.data === undefined ? t.cardText : summaryOf(rules.data) },
    { to: '/wallet/send', title: send.card, text: send.cardText },
  ] as const;
  return <PlaceLinks label={messages.wallet.title} places={places} className="mb-5 gap-3" />;
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
