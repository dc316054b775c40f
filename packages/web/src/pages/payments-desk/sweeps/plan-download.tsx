import type { SweepPlan } from '../../../api/sdk.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';

/** The plan as a file, made of what is on the page: the server keeps none, and another one would be another plan. */
export function PlanDownload({ plan, isReady }: { plan: SweepPlan; isReady: boolean }) {
  return (
    <Button size="small" look="action" disabled={!isReady} onClick={() => save(plan)}>
      <Icon name="download" size={16} />
      {messages.sweepsDesk.download}
    </Button>
  );
}

function save(plan: SweepPlan): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(plan, null, 2)}\n`], { type: 'application/json' }));
  link.download = `imprest-sweep-plan-${plan.network}-${plan.createdAt.slice(0, 10)}.json`;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
