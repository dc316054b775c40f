import { Link } from '@tanstack/react-router';
import type { Balance } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { buttonClasses } from '../../parts/button.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { ForecastSentence } from './forecast-sentence.tsx';

/** What can be spent now, large, and what is held beside it. */
export function AvailableFigure({ balance }: { balance: Balance | undefined }) {
  const t = messages.wallet;
  return (
    <div className="mb-8 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div>
        <p className="text-muted">{t.available}</p>
        <div className="flex flex-wrap items-baseline gap-x-5">
          <div className="font-serif text-figure">
            {balance === undefined ? <Skeleton className="mt-2 h-14 w-40" /> : <Figure>{formatCredits(balance.available)}</Figure>}
            <span className="sr-only"> {messages.creditsWord}</span>
          </div>
          {balance !== undefined && <p className="text-muted">{balance.held === '0' ? t.noneHeld : t.held(formatCredits(balance.held))}</p>}
        </div>
        <ForecastSentence />
      </div>
      <Link to="/top-up" className={buttonClasses('action')}>
        {t.topUp}
      </Link>
    </div>
  );
}
