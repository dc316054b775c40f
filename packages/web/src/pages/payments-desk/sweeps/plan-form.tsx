import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { readProblem } from '../../../api/problem.ts';
import { sdk, type CreateSweepPlanBody, type Network, type NetworkId, type SweepPlan } from '../../../api/sdk.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { Card } from '../../../parts/card.tsx';
import { Field } from '../../../parts/field.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Select } from '../../../parts/select.tsx';
import { RunningBar } from '../running-bar.tsx';
import { useSeconds } from '../use-seconds.ts';
import { readPlan, type PlanText } from './plan-ask.ts';

/** Asks for a plan: on which network, to which address, and what is worth moving. */
export function PlanForm({ networks, onPlan }: { networks: readonly Network[]; onPlan: (plan: SweepPlan | null) => void }) {
  const t = messages.sweepsDesk;
  const [networkId, setNetworkId] = useState(networks[0]?.id);
  const [text, setText] = useState<PlanText>({ to: '', minimum: '5', most: '50' });
  const [isTried, setTried] = useState(false);
  const make = useMutation({
    mutationFn: (asked: { network: NetworkId; body: CreateSweepPlanBody }) => sdk.sweepPlans.create(asked.network, asked.body),
    onMutate: () => onPlan(null),
    onSuccess: onPlan,
  });
  const seconds = useSeconds(make.isPending);
  const asked = readPlan(text);
  const wrong = isTried && 'wrong' in asked ? asked.wrong : {};
  const isWrongAddress = make.isError && readProblem(make.error).code === 'invalid_sweep_address';
  const change = (changed: Partial<PlanText>) => {
    setText({ ...text, ...changed });
    if (make.isError) make.reset();
  };
  return (
    <Card id="plan" title={t.plan}>
      <form
        noValidate
        className="grid gap-4 md:grid-cols-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if ('body' in asked && networkId !== undefined && !make.isPending) make.mutate({ network: networkId, body: asked.body });
        }}
      >
        <Select
          label={t.network}
          value={networkId}
          options={networks.map(({ id, title }) => ({ value: id, label: title }))}
          onChoose={(chosen) => {
            setNetworkId(networks.find(({ id }) => id === chosen)?.id);
            // An address of one network is none of the other.
            change({ to: '' });
            setTried(false);
          }}
          className="[&_label]:mb-1.5 [&_select]:h-11 md:col-span-2"
        />
        <Field
          label={t.minimum}
          hint={t.minimumHint}
          error={wrong.minimum}
          value={text.minimum}
          inputMode="decimal"
          autoComplete="off"
          onChange={(event) => change({ minimum: event.target.value })}
        />
        <Field
          label={t.most}
          hint={t.mostHint}
          error={wrong.most}
          value={text.most}
          inputMode="numeric"
          autoComplete="off"
          onChange={(event) => change({ most: event.target.value.trim() })}
        />
        <Field
          label={t.to}
          hint={networkId === undefined ? undefined : t.toHint[networkId]}
          error={wrong.to ?? (isWrongAddress ? readProblem(make.error).detail : undefined)}
          value={text.to}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ to: event.target.value.trim() })}
          className="md:col-span-4 [&_input]:font-mono"
        />
        {make.isPending && (
          <div className="flex flex-col gap-2 text-xs text-muted md:col-span-4">
            <RunningBar />
            <p>{t.progress(seconds)}</p>
          </div>
        )}
        {make.isError && !isWrongAddress && <ProblemNotice error={make.error} moneyFirst={t.notMade} className="md:col-span-4" />}
        <div className="md:col-span-4">
          <Button type="submit" look="action" disabled={make.isPending}>
            {make.isPending ? t.making : t.make}
          </Button>
          {/* Each second would be too much to listen to. */}
          <output className="sr-only">{make.isPending ? t.making : isWrongAddress ? readProblem(make.error).detail : ''}</output>
        </div>
      </form>
    </Card>
  );
}
