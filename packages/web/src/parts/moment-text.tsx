import { formatExact } from '../format/time.ts';

/** A time in few words, with the exact one for who asks. */
export function MomentText({ time, children, className }: { time: string; children: string; className?: string }) {
  return (
    <time dateTime={time} title={formatExact(time)} className={className}>
      {children}
    </time>
  );
}
