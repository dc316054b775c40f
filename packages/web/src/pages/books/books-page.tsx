import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { booksQuery, meQuery } from '../../api/queries.ts';
import { formatExact } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button, buttonClasses } from '../../parts/button.tsx';
import { classes } from '../../parts/classes.ts';
import { Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { BooksReport } from './books-report.tsx';
import { dayOf, exportAddress, presetPeriod, questionOf, type Period, type Preset } from './periods.ts';

const PRESETS: readonly Preset[] = ['thisMonth', 'lastMonth', 'thisYear'];

/** The operator's books of any period. Customers have no such page. */
export function BooksPage() {
  const me = useQuery(meQuery);
  return me.data === undefined || me.data.role === 'operator' ? <Books /> : <NotFoundPage />;
}

function Books() {
  const t = messages.books;
  usePageTitle(t.title);
  // Of this moment, so that the period does not move while one reads.
  const [nowMs] = useState(() => Date.now());
  const [period, setPeriod] = useState<Period>(() => presetPeriod('thisMonth', nowMs));
  const question = questionOf(period, nowMs);
  const query = useQuery({ ...booksQuery(question ?? {}), enabled: question !== undefined, placeholderData: keepPreviousData });
  return (
    <div className="mx-auto w-full max-w-[1032px] px-4 py-8 md:py-10">
      <h1 className="mb-1 font-serif text-display">{t.title}</h1>
      <p className="mb-6 text-muted">{t.lead}</p>
      <div className="mb-6 flex flex-wrap items-end gap-3">
        <Field
          label={t.from}
          type="date"
          value={period.from}
          max={period.to}
          onChange={(event) => setPeriod({ ...period, from: event.target.value })}
          className="w-40"
        />
        <Field
          label={t.to}
          type="date"
          value={period.to}
          min={period.from}
          max={dayOf(nowMs)}
          onChange={(event) => setPeriod({ ...period, to: event.target.value })}
          className="w-40"
        />
        <div className="flex flex-wrap gap-1">
          {PRESETS.map((preset) => (
            <Button key={preset} look="quiet" onClick={() => setPeriod(presetPeriod(preset, nowMs))}>
              {t.presets[preset]}
            </Button>
          ))}
        </div>
        {question !== undefined && (
          <a href={exportAddress(question)} download className={buttonClasses('outline', 'medium', 'sm:ml-auto')}>
            <Icon name="download" size={16} />
            {t.export}
          </a>
        )}
      </div>
      {question === undefined ? (
        <p role="alert" className="py-8 text-center text-danger">
          {t.noPeriod}
        </p>
      ) : query.data !== undefined ? (
        <div className={classes('transition-opacity', query.isPlaceholderData && 'opacity-55')} aria-busy={query.isPlaceholderData}>
          <BooksReport books={query.data} />
          <p className="mt-4 text-xs text-muted">{t.readAt(formatExact(query.data.at), query.data.accounts, query.data.entries)}</p>
        </div>
      ) : query.isError ? (
        <ProblemNotice error={query.error} moneyFirst={messages.problem.loadFailed} onRetry={() => void query.refetch()} />
      ) : (
        <Loading className="flex flex-col gap-5">
          <Skeleton className="h-24" />
          <Skeleton className="h-64" />
          <Skeleton className="h-64" />
        </Loading>
      )}
    </div>
  );
}
