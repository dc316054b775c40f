import { useState } from 'react';
import type { Network, SweepPlan } from '../../../api/sdk.ts';
import { messages } from '../../../messages/index.ts';
import { DeskPart } from '../desk-part.tsx';
import { PlanForm } from './plan-form.tsx';
import { PlanView } from './plan-view.tsx';
import { SweepList } from './sweep-list.tsx';

/** Where operators move what was received to an address of their own. */
export function SweepsPage() {
  const t = messages.sweepsDesk;
  return (
    <DeskPart title={t.title} lead={t.lead}>
      {(networks) => <Sweeping networks={networks} />}
    </DeskPart>
  );
}

function Sweeping({ networks }: { networks: readonly Network[] }) {
  const [plan, setPlan] = useState<SweepPlan | null>(null);
  return (
    <>
      <PlanForm networks={networks} onPlan={setPlan} />
      {plan !== null && (
        // What was confirmed of one plan says nothing about the next.
        <PlanView key={`${plan.network} ${plan.createdAt}`} plan={plan} title={titleOf(networks, plan.network)} />
      )}
      <SweepList networks={networks} />
    </>
  );
}

function titleOf(networks: readonly Network[], id: string): string {
  return networks.find((network) => network.id === id)?.title ?? id;
}
