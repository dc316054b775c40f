import { useQuery } from '@tanstack/react-query';
import { priceBookQuery } from '../../api/queries.ts';
import { formatCredits } from '../../format/credits.ts';
import { formatDuration } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { isDearer } from './settings.ts';
import { changeSettings, useSettings } from './settings-store.ts';
import type { Price } from './use-price.ts';

/** Above the price: what the queue does to it, and the choice to wait. Nothing while prices are as usual. */
export function QueueNotice({ price }: { price: Price }) {
  const book = useQuery(priceBookQuery);
  const { maxCongestion } = useSettings();
  const t = messages.queue;
  const congestion = book.data?.congestion ?? null;
  if (book.data === undefined || congestion === null || congestion.factor === '1') return null;
  const dearer = isDearer(book.data);
  const isPatient = dearer && maxCongestion !== null;
  return (
    <div className="mb-2.5 text-xs">
      <p className="flex flex-wrap justify-between gap-x-3">
        <span className={dearer ? 'font-semibold text-warning' : 'font-semibold'}>
          {dearer ? t.busy(congestion.factor) : t.calm(congestion.factor)}
        </span>
        {congestion.expectedWaitSeconds > 0 && <span className="text-muted">{t.wait(formatDuration(congestion.expectedWaitSeconds))}</span>}
      </p>
      {dearer && (
        <label className="mt-1 flex min-h-6 cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            checked={isPatient}
            onChange={(event) => changeSettings({ maxCongestion: event.target.checked ? '1' : null })}
            className="size-4 accent-action"
          />
          {t.patient}
        </label>
      )}
      {isPatient && price.quote?.waits === true && (
        <p className="mt-1 text-muted">{t.patientPrice(messages.credits(formatCredits(price.quote.total)))}</p>
      )}
    </div>
  );
}
