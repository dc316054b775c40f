import { useQuery } from '@tanstack/react-query';
import { forecastQuery } from '../../api/queries.ts';
import type { Forecast } from '../../api/sdk.ts';
import { formatAbout } from '../../format/credits.ts';
import { formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';

/** How long the credits last, in a sentence. It is an extra: where it cannot be had, nothing stands in its place. */
export function ForecastSentence() {
  const { data } = useQuery(forecastQuery);
  const sentence = data === undefined ? '' : sentenceOf(data);
  // The line is kept free, so that nothing moves when the sentence comes.
  return <p className="min-h-5 text-muted">{sentence}</p>;
}

function sentenceOf({ available, usedPerDay, runsOutAt, lastsUntil, expires }: Forecast): string {
  const t = messages.reports.forecast;
  if (available === '0') return '';
  const about = formatAbout(expires);
  const unused = about === '0' ? '' : ` ${t.expires(about)}`;
  if (usedPerDay === '0') return runsOutAt === null ? '' : t.untilExpired(formatDay(runsOutAt));
  const end = lastsUntil === null ? t.longer : untilOf(lastsUntil, runsOutAt);
  return `${end}${unused}`;
}

/** With a reserve it ends sooner than the credits, with a credit line later. */
function untilOf(lastsUntil: string, runsOutAt: string | null): string {
  const t = messages.reports.forecast;
  const day = formatDay(lastsUntil);
  if (runsOutAt !== null && lastsUntil > runsOutAt) return t.untilWithCredit(day);
  return runsOutAt === null || lastsUntil < runsOutAt ? t.untilReserve(day) : t.until(day);
}
