import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeysQuery, usageQuery } from '../../api/queries.ts';
import { formatCredits, percentOf, toMicro } from '../../format/credits.ts';
import { formatCalendarDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { Choice } from '../../parts/choice.tsx';
import { classes } from '../../parts/classes.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { useNow } from '../../parts/use-now.ts';
import { chartOf, lastDays, rangeOfDays, type Chart, type Series, type UsageBy } from './usage-chart.ts';

const DAYS = 30;
const CHECK_DAY_MS = 60_000;
const WAYS: readonly UsageBy[] = ['model', 'operation', 'project', 'apiKey'];
const COLOURS = ['bg-action', 'bg-plan', 'bg-bonus', 'bg-muted'];

/** What credits were used for in the last 30 days: a column for each day, and a table behind it for who cannot see it. */
export function Usage() {
  const t = messages.reports.usage;
  const [by, setBy] = useState<UsageBy>('model');
  const nowMs = useNow(CHECK_DAY_MS);
  const query = useQuery(usageQuery(by, rangeOfDays(nowMs, DAYS)));
  const keys = useQuery({ ...apiKeysQuery, enabled: by === 'apiKey' });
  const keyNames = new Map(keys.data?.data.map(({ id, name }) => [id, name]));
  const chart = query.data === undefined ? undefined : chartOf(query.data, by, lastDays(nowMs, DAYS), keyNames);
  return (
    <Card
      id="usage"
      title={t.title}
      className="mb-5"
      aside={chart !== undefined && <span className="text-xs text-muted">{t.sum(formatCredits(chart.total))}</span>}
    >
      <div role="radiogroup" aria-label={t.by} className="mb-4 flex flex-wrap gap-1.5">
        {WAYS.map((way) => (
          <Choice key={way} name="usage-by" value={way} checked={way === by} onChoose={() => setBy(way)} className="px-3 py-1.5 text-xs">
            {t.ways[way]}
          </Choice>
        ))}
      </div>
      {chart === undefined ? (
        query.isError ? (
          <ProblemNotice error={query.error} moneyFirst={messages.problem.loadFailed} onRetry={() => void query.refetch()} />
        ) : (
          <Loading>
            <Skeleton className="h-44" />
          </Loading>
        )
      ) : chart.series.length === 0 ? (
        <p className="py-8 text-center text-muted">{t.empty}</p>
      ) : (
        <>
          <Columns chart={chart} by={by} />
          <Legend chart={chart} by={by} />
          <HiddenTable chart={chart} by={by} />
        </>
      )}
    </Card>
  );
}

function nameOf({ name, isOthers }: Series, by: UsageBy): string {
  const t = messages.reports.usage;
  return isOthers ? t.others : (name ?? t.unnamed[by]);
}

function Columns({ chart, by }: { chart: Chart; by: UsageBy }) {
  const { days, series, highest } = chart;
  return (
    <div aria-hidden="true" className="mb-4">
      <div className="flex justify-between border-b border-line pb-1 text-xs text-muted">
        <span>{formatCredits(highest)}</span>
      </div>
      <div className="flex h-40 items-end gap-px border-b border-edge sm:gap-1">
        {days.map((day) => (
          <div
            key={day.day}
            title={[
              `${formatCalendarDay(day.day)}: ${formatCredits(day.total)}`,
              ...series.flatMap((each, index) =>
                day.amounts[index] === '0' ? [] : [`${nameOf(each, by)}: ${formatCredits(day.amounts[index] ?? '0')}`],
              ),
            ].join('\n')}
            className="flex h-full flex-1 flex-col-reverse transition-opacity hover:opacity-75"
          >
            {series.map(
              (each, index) =>
                toMicro(day.amounts[index] ?? '0') > 0n && (
                  <div
                    key={each.key}
                    className={classes(COLOURS[index], 'min-h-0.5 last:rounded-t-[3px]')}
                    style={{ height: `${percentOf(day.amounts[index] ?? '0', highest)}%` }}
                  />
                ),
            )}
          </div>
        ))}
      </div>
      <div className="flex justify-between pt-1 text-xs text-muted">
        <span>{formatCalendarDay(days[0]?.day ?? '')}</span>
        <span>{messages.time.today}</span>
      </div>
    </div>
  );
}

function Legend({ chart, by }: { chart: Chart; by: UsageBy }) {
  return (
    <ul aria-hidden="true" className="grid gap-x-8 sm:grid-cols-2">
      {chart.series.map((each, index) => (
        <li key={each.key} className="flex items-center gap-2.5 py-1">
          <span className={classes('size-2.5 shrink-0 rounded-[3px]', COLOURS[index])} />
          <span className="min-w-0 flex-1 truncate">{nameOf(each, by)}</span>
          <span className="tabular-nums">{formatCredits(each.total)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The same figures for a screen reader; days without usage are left out there. */
function HiddenTable({ chart, by }: { chart: Chart; by: UsageBy }) {
  const t = messages.reports.usage;
  return (
    // A table cannot be as small as what is hidden must be, so it is in something that can.
    <div className="sr-only">
      <table>
        <caption>{t.caption(t.ways[by])}</caption>
        <thead>
          <tr>
            <th scope="col">{t.day}</th>
            <th scope="col">{t.total}</th>
            {chart.series.map((each) => (
              <th key={each.key} scope="col">
                {nameOf(each, by)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.days
            .filter(({ total }) => total !== '0')
            .map((day) => (
              <tr key={day.day}>
                <th scope="row">{formatCalendarDay(day.day)}</th>
                <td>{formatCredits(day.total)}</td>
                {day.amounts.map((amount, index) => (
                  <td key={chart.series[index]?.key}>{formatCredits(amount)}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
