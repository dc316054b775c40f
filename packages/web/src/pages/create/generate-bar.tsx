import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { isActive } from '../../api/queries.ts';
import type { Generation } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { buttonClasses } from '../../parts/button.tsx';
import { classes } from '../../parts/classes.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { GenerateButton } from './generate-button.tsx';
import { QueueNotice } from './queue-notice.tsx';
import { QuoteCard } from './quote-card.tsx';
import { RunProgress } from './run-progress.tsx';
import { StartProblem } from './start-problem.tsx';
import type { Generate } from './use-generate.ts';
import type { Price } from './use-price.ts';

interface GenerateBarProps {
  price: Price;
  generate: Generate;
  /** false until it is known whether something runs already */
  isReady: boolean;
  /** the newest generation, whose progress the button shows while it runs */
  newest: Generation | undefined;
  onGenerate: () => void;
  /** the same, also with what is kept back */
  onUseReserve: () => void;
}

/** The foot of the form: the price where the hand is, how it is made, and the progress while pictures are made. */
export function GenerateBar({ price, generate, isReady, newest, onGenerate, onUseReserve }: GenerateBarProps) {
  const id = useId();
  const [isPinned, setPinned] = useState(false);
  const t = messages.create;
  const isRunning = newest !== undefined && isActive(newest.status);
  return (
    <div className="group/bar relative">
      {!isRunning && price.quote !== undefined && (
        <div
          className={classes(
            'absolute inset-x-0 bottom-full z-10 pb-3',
            !isPinned && 'hidden group-hover/bar:block group-has-[:focus-visible]/bar:block',
          )}
        >
          <QuoteCard id={`${id}-card`} quote={price.quote} after={price.after} />
        </div>
      )}
      {generate.error !== null && generate.error !== undefined && (
        <StartProblem error={generate.error} onForget={generate.forget} onUseReserve={onUseReserve} />
      )}
      {price.isError && price.quote === undefined && (
        <ProblemNotice error={price.error} moneyFirst={t.priceUnknown} onRetry={price.retry} className="mb-3" />
      )}
      {isRunning ? (
        <RunProgress generation={newest} />
      ) : (
        <>
          <QueueNotice price={price} />
          {price.missing !== null && (
            <p id={`${id}-short`} className="mb-2.5 text-xs text-warning">
              {t.short(formatCredits(price.missing))}
            </p>
          )}
          <div className="flex items-center gap-1">
            {price.missing !== null ? (
              <Link to="/top-up" aria-describedby={`${id}-short`} className={buttonClasses('action', 'large', 'flex-1')}>
                {t.topUp}
                {price.quote !== undefined && (
                  <span className="font-normal text-on-action-muted">· {messages.credits(formatCredits(price.quote.total))}</span>
                )}
              </Link>
            ) : (
              <GenerateButton price={price} isReady={isReady} isStarting={generate.isStarting} onGenerate={onGenerate} />
            )}
            <IconButton
              icon="info"
              label={isPinned ? t.hideQuote : t.showQuote}
              aria-expanded={isPinned}
              aria-controls={`${id}-card`}
              disabled={price.quote === undefined}
              onClick={() => setPinned(!isPinned)}
              className="size-11!"
            />
          </div>
        </>
      )}
    </div>
  );
}
