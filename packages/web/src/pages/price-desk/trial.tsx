import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trialQuery } from '../../api/queries.ts';
import type { SampleRequest, TriedSample } from '../../api/sdk.ts';
import { formatCredits, formatSigned, fromMicro, toMicro } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { classes } from '../../parts/classes.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { BookData } from './book-data.ts';
import { SampleForm } from './sample-form.tsx';

interface TrialProps {
  /** undefined while something is wrong with it */
  book: BookData | undefined;
}

/** Sample requests priced by the draft beside the prices in force. */
export function Trial({ book }: TrialProps) {
  const t = messages.priceDesk;
  const [own, setOwn] = useState<readonly SampleRequest[]>([]);
  const examples = useQuery({ ...trialQuery(book ?? {}), enabled: book !== undefined, placeholderData: keepPreviousData });
  const others = useQuery({
    ...trialQuery(book ?? {}, own),
    enabled: book !== undefined && own.length > 0,
    placeholderData: keepPreviousData,
  });
  return (
    <Card id="try" title={t.try}>
      <p className="-mt-2 mb-3 text-xs text-muted">{t.tryText}</p>
      {examples.data === undefined ? (
        examples.isError ? (
          <ProblemNotice error={examples.error} onRetry={() => void examples.refetch()} />
        ) : (
          <p className="text-muted">{t.tryWaits}</p>
        )
      ) : (
        <div>
          {book === undefined && <p className="mb-2 text-xs text-warning">{t.tryOld}</p>}
          <Samples caption={t.try} samples={examples.data.samples} />
          {own.length > 0 && others.data !== undefined && <Samples caption={t.ownSamples} samples={others.data.samples} isBelow />}
          {others.isError && <ProblemNotice error={others.error} onRetry={() => void others.refetch()} className="mt-3" />}
        </div>
      )}
      {book !== undefined && <SampleForm book={book} onAdd={(sample) => setOwn([...own, sample])} />}
    </Card>
  );
}

function Samples({ caption, samples, isBelow = false }: { caption: string; samples: readonly TriedSample[]; isBelow?: boolean }) {
  const t = messages.priceDesk;
  return (
    <table className={classes('w-full', isBelow && 'mt-3')}>
      <caption className={isBelow ? 'pb-1 text-left text-xs font-semibold' : 'sr-only'}>{caption}</caption>
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="pb-1.5 text-left font-normal">
            {t.sample}
          </th>
          <th scope="col" className="pb-1.5 pl-3 text-right font-normal">
            {t.now}
          </th>
          <th scope="col" className="pb-1.5 pl-3 text-right font-normal">
            {t.draftPrice}
          </th>
        </tr>
      </thead>
      <tbody>
        {samples.map(({ what, request, current, tried }) => (
          <tr key={`${what} ${JSON.stringify(request)}`} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 text-left font-normal wrap-break-word">
              {what}
              {tried.refused !== null && <span className="block text-xs text-danger">{tried.refused}</span>}
            </th>
            <td className="py-1.5 pl-3 text-right text-muted">{priceText(current.total)}</td>
            <td className="py-1.5 pl-3 text-right font-semibold">
              {priceText(tried.total)}
              {current.total !== null && tried.total !== null && current.total !== tried.total && (
                <span className="block text-xs font-normal text-muted">
                  {formatSigned(fromMicro(toMicro(tried.total) - toMicro(current.total)))}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function priceText(total: string | null): string {
  return total === null ? messages.priceDesk.noPrice : formatCredits(total);
}
