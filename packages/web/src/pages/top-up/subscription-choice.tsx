import { useState } from 'react';
import type { OffersDocument, SubscriptionTerm } from '../../api/sdk.ts';
import { formatCredits, formatUsdt, fromMicro, toMicro } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { Figure } from '../../parts/figure.tsx';

type Plan = NonNullable<OffersDocument['subscriptions']>[number];

export interface ChosenPlan {
  readonly subscriptionId: string;
  readonly term: SubscriptionTerm;
}

interface SubscriptionChoiceProps {
  plans: readonly Plan[];
  chosen: ChosenPlan | null;
  onChoose: (plan: ChosenPlan) => void;
}

/** The subscriptions on sale, by the month or by the year. */
export function SubscriptionChoice({ plans, chosen, onChoose }: SubscriptionChoiceProps) {
  const [term, setTerm] = useState<SubscriptionTerm>(chosen?.term ?? 'monthly');
  const t = messages.offers;
  const sold = plans.filter((plan) => priceOf(plan, term) !== undefined);
  const terms = (['monthly', 'yearly'] as const).filter((each) => plans.some((plan) => priceOf(plan, each) !== undefined));
  return (
    <fieldset className="mt-7">
      <legend className="mb-2.5 font-semibold">{t.orSubscribe}</legend>
      {terms.length > 1 && (
        <div role="radiogroup" aria-label={t.term} className="mb-3 inline-flex gap-1 rounded-md border border-line bg-sunken p-1">
          {terms.map((each) => (
            <Choice
              key={each}
              name="term"
              value={each}
              checked={each === term}
              onChoose={() => {
                setTerm(each);
                if (chosen !== null) onChoose({ ...chosen, term: each });
              }}
              className="px-4 py-1.5 text-sm font-semibold"
            >
              {t[each]}
            </Choice>
          ))}
        </div>
      )}
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {sold.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            term={term}
            checked={chosen?.subscriptionId === plan.id}
            onChoose={() => onChoose({ subscriptionId: plan.id, term })}
          />
        ))}
      </div>
      <p className="mt-2 text-xs text-muted">{t.noRenewal}</p>
    </fieldset>
  );
}

function PlanCard({ plan, term, checked, onChoose }: { plan: Plan; term: SubscriptionTerm; checked: boolean; onChoose: () => void }) {
  const t = messages.offers;
  const price = priceOf(plan, term) ?? '0';
  const credits = formatCredits(plan.creditsPerMonth);
  const asMonthly = formatUsdt(fromMicro(((toMicro(price) + 60_000n) / 120_000n) * 10_000n));
  return (
    <Choice
      name="pack"
      value={plan.id}
      checked={checked}
      label={`${plan.title}, ${messages.credits(credits)} ${t.perMonth}, ${formatUsdt(price)} ${messages.usdt} ${term === 'monthly' ? t.perMonth : t.perYear}`}
      onChoose={onChoose}
      className="flex flex-col rounded-lg! p-3.5"
    >
      <span className="text-xs font-semibold">{plan.title}</span>
      <span className="flex items-baseline gap-2">
        <span className="font-serif text-display">
          <Figure>{credits}</Figure>
        </span>
        <span className="text-muted">
          {messages.creditsWord} {t.perMonth}
        </span>
      </span>
      <span className="mt-1 mb-3 block flex-1 text-xs text-muted">{leftOver(plan)}</span>
      <span className="block border-t border-edge/60 pt-3">
        <span className="block font-semibold">
          {formatUsdt(price)} {messages.usdt} {term === 'monthly' ? t.perMonth : t.perYear}
        </span>
        {term === 'yearly' && <span className="block text-xs text-muted">{t.asMonthly(asMonthly)}</span>}
      </span>
    </Choice>
  );
}

function priceOf(plan: Plan, term: SubscriptionTerm): string | undefined {
  return term === 'monthly' ? plan.monthlyUsdt : plan.yearlyUsdt;
}

function leftOver({ rollover }: Plan): string {
  const t = messages.offers;
  if (rollover === undefined) return t.unusedExpires;
  return rollover.creditsMax === null ? t.unusedKept : t.unusedRolls(formatCredits(rollover.creditsMax));
}
