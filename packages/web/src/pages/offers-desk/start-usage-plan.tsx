import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { readProblem } from '../../api/problem.ts';
import { sdk, type OffersDocument } from '../../api/sdk.ts';
import { formatCredits, formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/field.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

type Plan = NonNullable<OffersDocument['usagePlans']>[number];

/** Lets one account spend first and pay after. */
export function StartUsagePlan({ plans }: { plans: readonly Plan[] }) {
  const [accountId, setAccountId] = useState('');
  const [planId, setPlanId] = useState(plans[0]?.id ?? '');
  const [creditLimit, setCreditLimit] = useState('');
  const unanswered = useRef<{ content: string; key: string } | null>(null);
  const t = messages.offersDesk.usage;
  const start = useMutation({
    mutationFn: () => {
      const body = { planId, ...(creditLimit === '' ? {} : { creditLimit }) };
      const content = JSON.stringify([accountId, body]);
      // Pressed again after no answer came, it is the same command.
      const key = unanswered.current?.content === content ? unanswered.current.key : crypto.randomUUID();
      unanswered.current = { content, key };
      return sdk.usagePlans.start(accountId, body, { idempotencyKey: key });
    },
    onSuccess: () => (unanswered.current = null),
    onError: (error) => {
      const { status } = readProblem(error);
      if (status > 0 && status < 500) unanswered.current = null;
    },
  });
  return (
    <Card id="usage-plan" title={t.title}>
      <p className="mb-4 text-muted">{t.lead}</p>
      <form
        className="flex flex-col items-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (accountId !== '' && !start.isPending) start.mutate();
        }}
      >
        <div className="grid w-full gap-4 sm:grid-cols-2">
          <Field
            label={t.account}
            value={accountId}
            required
            autoComplete="off"
            onChange={(event) => setAccountId(event.target.value.trim())}
          />
          <Field
            label={t.limit}
            hint={t.limitHint}
            inputMode="decimal"
            value={creditLimit}
            onChange={(event) => setCreditLimit(event.target.value.trim())}
          />
        </div>
        <div role="radiogroup" aria-label={t.plan} className="grid w-full gap-2 sm:grid-cols-2">
          {plans.map((plan) => (
            <Choice
              key={plan.id}
              name="usage-plan"
              value={plan.id}
              checked={plan.id === planId}
              label={plan.title}
              onChoose={() => setPlanId(plan.id)}
              className="px-3.5 py-2.5"
            >
              <span className="block font-semibold">{plan.title}</span>
              <span className="block text-xs text-muted">
                {t.terms(formatUsdt(plan.pricePerCreditUsdt), messages.credits(formatCredits(plan.creditLimit)))}
              </span>
            </Choice>
          ))}
        </div>
        {start.isError && <ProblemNotice error={start.error} moneyFirst={t.failed} className="w-full" />}
        {start.isSuccess && start.data.creditLine !== null && (
          <output className="rounded-md bg-soft px-3 py-2.5 text-sm">
            {t.started(messages.credits(formatCredits(start.data.creditLine.limit)))}
          </output>
        )}
        <Button type="submit" disabled={accountId === '' || start.isPending}>
          {start.isPending ? t.starting : t.start}
        </Button>
      </form>
    </Card>
  );
}
