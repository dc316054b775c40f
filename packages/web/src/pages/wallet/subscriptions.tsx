import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { subscriptionsQuery } from '../../api/queries.ts';
import { formatCredits } from '../../format/credits.ts';
import { formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { buttonClasses } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';

/** The subscriptions that are paid for, with their next dates. Nothing is shown where there is none. */
export function Subscriptions() {
  const subscriptions = useQuery(subscriptionsQuery);
  const t = messages.offers.subscriptions;
  const running = subscriptions.data?.data ?? [];
  if (running.length === 0) return null;
  return (
    <Card id="subscriptions" title={t.title} className="mb-5">
      <ul className="flex flex-col gap-3">
        {running.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-3">
            <span>
              <span className="block font-semibold">
                {one.title} · {t.credits(formatCredits(one.creditsPerMonth))}
              </span>
              <span className="block text-xs text-muted">
                {one.nextMonthAt === null ? (
                  t.last(formatDay(one.paidUntil))
                ) : (
                  <>
                    {t.next(formatDay(one.nextMonthAt))} · {t.until(formatDay(one.paidUntil))}
                  </>
                )}
              </span>
            </span>
            <Link to="/top-up" className={buttonClasses('outline')}>
              {t.renew}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
