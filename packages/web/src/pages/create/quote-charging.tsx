import type { Quote } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';

/** What is charged for pictures that are not delivered, folded away: mostly it is nothing. */
export function QuoteCharging({ charging }: { charging: Quote['charging'] }) {
  const t = messages.quote;
  const isFree = charging.lines.every(({ part }) => part === '0');
  return (
    <details className="mt-3 text-muted">
      <summary className="min-h-6 cursor-pointer py-0.5">{isFree ? t.undeliveredFree : t.undelivered}</summary>
      <dl className="mt-1.5 flex flex-col gap-1.5">
        {charging.lines.map(({ end, part }) => (
          <div key={end} className="flex justify-between gap-4">
            <dt className="min-w-0">{t.ends[end]}</dt>
            <dd className="shrink-0 text-right">{partText(part)}</dd>
          </div>
        ))}
      </dl>
      {charging.note !== null && <p className="mt-1.5 wrap-anywhere">{charging.note}</p>}
    </details>
  );
}

function partText(part: string): string {
  const t = messages.quote;
  if (part === 'elapsed') return t.elapsed;
  const share = Number(part);
  if (share === 0) return t.nothing;
  return share === 1 ? t.full : t.share(String(Number((share * 100).toFixed(4))));
}
