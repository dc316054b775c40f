import type { Quote } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';
import { QuoteAlternatives } from './quote-alternatives.tsx';
import { QuoteCharging } from './quote-charging.tsx';

/** How the price is made, line by line; the lines add up to what is paid at most. */
export function QuoteCard({ quote, after, id }: { quote: Quote; after: string | undefined; id: string }) {
  const t = messages.create;
  return (
    <section
      id={id}
      aria-label={t.quoteTitle}
      className="max-h-[55dvh] animate-rise overflow-y-auto rounded-lg border border-line bg-surface p-4 text-xs shadow-float"
    >
      <dl className="flex flex-col gap-1.5">
        {quote.lines.map((line) => (
          <div key={line.label} className="flex justify-between gap-4">
            <dt className="min-w-0 text-muted">
              {line.label}
              {line.detail !== null && <span className="text-muted"> · {line.detail}</span>}
            </dt>
            <dd className="flex shrink-0 gap-2 text-right">
              {line.factor !== null && <span className="text-muted">×{formatCredits(line.factor)}</span>}
              <span className="min-w-8">{formatCredits(line.amount)}</span>
            </dd>
          </div>
        ))}
        <div className="mt-1.5 flex justify-between gap-4 border-t border-line pt-2.5 font-semibold">
          <dt>{t.payAtMost}</dt>
          <dd>{messages.credits(formatCredits(quote.upperBound))}</dd>
        </div>
        {quote.qualifier === 'estimate' && (
          <div className="flex justify-between gap-4 text-muted">
            <dt>{messages.quote.expected}</dt>
            <dd>{formatCredits(quote.total)}</dd>
          </div>
        )}
        {after !== undefined && !after.startsWith('-') && (
          <div className="flex justify-between gap-4 text-muted">
            <dt>{t.afterThis}</dt>
            <dd>{formatCredits(after)}</dd>
          </div>
        )}
      </dl>
      {quote.warnings.map((warning) => (
        <p key={warning.detail} className="mt-3 flex gap-2 rounded-sm bg-warning-soft p-2 text-warning">
          <Icon name="warning" size={16} />
          <span className="min-w-0">{warning.detail}</span>
        </p>
      ))}
      <QuoteAlternatives alternatives={quote.alternatives} />
      <QuoteCharging charging={quote.charging} />
    </section>
  );
}
