import type { GenerationProgress } from '../../api/queries.ts';
import { messages } from '../../messages/index.ts';

interface UnfinishedTileProps {
  index: number;
  /** pictures that are done, which tells which one is next */
  done: number;
  progress: GenerationProgress | null;
  isRunning: boolean;
}

/** How blurred a preview is at the start, in pixels. */
const BLUR_MAX = 14;

/** A picture that is being made sharpens in place; one that waits says so. */
export function UnfinishedTile({ index, done, progress, isRunning }: UnfinishedTileProps) {
  const preview = progress?.previews[index];
  const isMaking = progress?.imageIndex === index;
  if (isRunning && progress === null && index === done) return <span className="absolute inset-0 animate-breathe bg-line" />;
  if (!isMaking && preview === undefined) {
    return (
      <span className="absolute inset-0 grid place-items-center text-xs text-muted">
        {index === done ? messages.create.next : messages.create.waiting}
      </span>
    );
  }
  const fraction = isMaking ? progress.fraction : 1;
  return (
    <>
      {preview === undefined ? (
        <span className="absolute inset-0 animate-breathe bg-line" />
      ) : (
        <img
          src={preview}
          alt=""
          className="absolute inset-0 size-full scale-105 object-cover transition-[filter] duration-200"
          style={{ filter: `blur(${((1 - fraction) * BLUR_MAX).toFixed(1)}px)` }}
        />
      )}
      <span className="absolute inset-x-0 bottom-0 h-1 bg-[rgb(0_0_0/0.25)]">
        <span
          className="block h-full origin-left bg-action transition-transform duration-200"
          style={{ transform: `scaleX(${fraction})` }}
        />
      </span>
    </>
  );
}
