import type { Generation } from '../../api/sdk.ts';
import { formatDuration } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { useRun } from './use-run.ts';
import { useTimeLeft } from './use-time-left.ts';

/** "2 of 4 · about 6 s left · Stop" beside the heading of what is being made. */
export function RunSummary({ generation }: { generation: Generation }) {
  const run = useRun(generation);
  const secondsLeft = useTimeLeft(generation, run.fraction);
  const t = messages.create;
  return (
    <>
      {t.ofTotal(generation.images.length, generation.imagesRequested)}
      {secondsLeft !== null && ` · ${t.left(formatDuration(secondsLeft))}`}
    </>
  );
}
