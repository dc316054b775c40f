import type { Generation } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { formatWhen } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useRun } from './use-run.ts';

interface WaitingNoticeProps {
  generation: Generation;
  waiting: NonNullable<Generation['waiting']>;
}

/** Pictures that wait for a lower price: until when, what is held, and the way out. */
export function WaitingNotice({ generation, waiting }: WaitingNoticeProps) {
  const run = useRun(generation);
  const t = messages.queue;
  return (
    <div className="mb-3 flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-md border border-line bg-surface px-3 py-2.5 text-xs">
      <span className="text-muted">
        <Icon name="info" size={18} />
      </span>
      <p className="min-w-0 flex-1">
        {t.waiting(waiting.maxCongestion, formatWhen(waiting.until))} {t.held(messages.credits(formatCredits(generation.quoted)))}
        <span className="block truncate text-muted">“{generation.request.prompt}”</span>
      </p>
      <Button size="small" onClick={run.stop} disabled={run.isStopping} className="text-xs">
        {run.isStopping ? messages.create.stopping : t.stop}
      </Button>
    </div>
  );
}
