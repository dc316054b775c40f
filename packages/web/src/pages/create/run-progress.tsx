import type { Generation } from '../../api/sdk.ts';
import { formatDuration } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { useRun } from './use-run.ts';
import { useTimeLeft } from './use-time-left.ts';

/** What the button becomes while pictures are made: how far, how long still, and Stop. */
export function RunProgress({ generation }: { generation: Generation }) {
  const run = useRun(generation);
  const secondsLeft = useTimeLeft(generation, run.fraction);
  const t = messages.create;
  const isQueued = generation.status === 'queued';
  const queued = generation.queuePosition === null || generation.queuePosition < 1 ? t.queued : t.queuedAt(generation.queuePosition);
  const percent = Math.round(run.fraction * 100);
  return (
    <div className="relative flex h-12 items-center overflow-hidden rounded-md border border-action bg-soft">
      <progress
        aria-label={isQueued ? queued : t.making(run.current, generation.imagesRequested)}
        value={percent}
        max={100}
        className="sr-only"
      />
      <span
        aria-hidden="true"
        className="absolute inset-x-0 bottom-0 h-1 origin-left bg-action transition-transform duration-200"
        style={{ transform: `scaleX(${run.fraction})` }}
      />
      <p className="min-w-0 flex-1 truncate pl-4 font-semibold">
        {isQueued ? queued : t.making(run.current, generation.imagesRequested)}
        <span className="font-normal text-muted">
          {!isQueued && ` · ${percent} %`}
          {secondsLeft !== null && <span className="max-sm:hidden"> · {t.left(formatDuration(secondsLeft))}</span>}
        </span>
      </p>
      <button
        type="button"
        onClick={run.stop}
        disabled={run.isStopping}
        className="mr-1 h-9 rounded-sm px-3.5 font-semibold hover:bg-surface disabled:text-muted"
      >
        {run.isStopping ? t.stopping : t.stop}
      </button>
    </div>
  );
}
