import type { EarningsSlice } from '../../api/sdk.ts';
import { formatCredits, formatSigned, fromMicro, toMicro } from '../../format/credits.ts';
import { formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { BookData } from './book-data.ts';
import { percentDone } from './earnings-sum.ts';
import { useEarnings } from './use-earnings.ts';

/** What the last 30 days would have earned by the draft, reckoned when asked for. */
export function Earnings({ book }: { book: BookData | undefined }) {
  const t = messages.priceDesk;
  const { reckoning, start, goOn, stop } = useEarnings();
  const { sum, state, error } = reckoning;
  const percent = sum === null ? 0 : percentDone(sum);
  return (
    <Card id="earned" title={t.earned}>
      <p className="-mt-2 mb-3 text-xs text-muted">{t.earnedText}</p>
      {state === 'running' && (
        <div className="mb-3">
          <progress value={percent} max={100} aria-label={t.reckoning(percent)} className="h-1.5 w-full accent-action" />
          <p className="text-xs text-muted">{t.reckoning(percent)}</p>
        </div>
      )}
      {state === 'stopped' && <p className="mb-3 text-xs text-warning">{t.stopped}</p>}
      {state === 'failed' && <ProblemNotice error={error} onRetry={goOn} className="mb-3" />}
      <div aria-live="polite">{sum !== null && <Figures sum={sum} isWhole={state === 'done'} />}</div>
      {reckoning.book !== null && reckoning.book !== book && state !== 'running' && (
        <p className="mt-3 text-xs text-warning">{t.staleEarnings}</p>
      )}
      <div className="mt-3 flex gap-2">
        {state === 'running' ? (
          <Button size="small" onClick={stop}>
            {t.stopReckoning}
          </Button>
        ) : (
          <>
            {state === 'stopped' && (
              <Button size="small" onClick={goOn}>
                {t.goOn}
              </Button>
            )}
            <Button
              size="small"
              disabled={book === undefined}
              onClick={() => {
                if (book !== undefined) start(book);
              }}
            >
              {sum === null ? t.reckon : t.reckonAgain}
            </Button>
          </>
        )}
      </div>
    </Card>
  );
}

function Figures({ sum, isWhole }: { sum: EarningsSlice; isWhole: boolean }) {
  const t = messages.priceDesk;
  if (isWhole && sum.generations === 0) return <p className="text-muted">{t.noWork}</p>;
  const rows = [
    [t.charged, formatCredits(sum.charged)],
    [t.byCurrent, formatCredits(sum.current.earned)],
    [t.byDraft, formatCredits(sum.tried.earned)],
  ] as const;
  return (
    <>
      <p className="mb-2 text-xs text-muted">
        {!isWhole && t.soFar}
        {t.reckoned(sum.generations, sum.images, formatDay(sum.from), formatDay(sum.until))}
      </p>
      <dl className="flex flex-col gap-1">
        {rows.map(([name, figure]) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="text-muted">{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
        <div className="mt-1 flex justify-between gap-4 border-t border-line pt-2 font-semibold">
          <dt>{t.difference}</dt>
          <dd>{formatSigned(fromMicro(toMicro(sum.tried.earned) - toMicro(sum.current.earned)))}</dd>
        </div>
      </dl>
      {(
        [
          [t.byCurrent, sum.current],
          [t.byDraft, sum.tried],
        ] as const
      ).map(
        ([name, { unpriced, reasons }]) =>
          unpriced.generations > 0 && (
            <div key={name} className="mt-2 rounded-sm bg-warning-soft p-2 text-xs text-warning">
              <p>
                {name}: {t.unpriced(unpriced.generations, formatCredits(unpriced.charged))}
              </p>
              <ul className="mt-1 list-disc pl-4">
                {reasons.map((reason) => (
                  <li key={reason.detail} className="wrap-break-word">
                    {reason.detail}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </>
  );
}
