import type { Budget } from '../../api/sdk.ts';
import { formatCredits, percentOf } from '../../format/credits.ts';
import { formatWhen } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { MomentText } from '../../parts/moment-text.tsx';

interface BudgetLineProps {
  budget: Budget;
  name: string;
  onChange: () => void;
  onRemove: () => void;
}

/** One budget: how much of it is used and held, and when it starts anew. */
export function BudgetLine({ budget, name, onChange, onRemove }: BudgetLineProps) {
  const t = messages.rules;
  const { limit, used, held, left, period, startsAnewAt } = budget;
  const isUsedUp = left === '0';
  return (
    <li className="border-t border-line py-3.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0">
          <span className="font-semibold wrap-anywhere">{name}</span>{' '}
          <span className="text-muted">
            · {formatCredits(limit)} {t.periods[period]}
          </span>
        </p>
        <span className="flex gap-1 max-sm:-ml-3">
          <Button look="quiet" size="small" onClick={onChange} aria-label={t.changeNamed(name)}>
            {t.change}
          </Button>
          <Button look="quiet" size="small" onClick={onRemove} aria-label={t.removeNamed(name)} className="-mr-3">
            {t.remove}
          </Button>
        </span>
      </div>
      <div aria-hidden="true" className="mt-1.5 mb-2 flex h-2 gap-0.5 overflow-hidden rounded-full bg-line">
        <span className={isUsedUp ? 'bg-danger' : 'bg-action'} style={{ width: `${percentOf(used, limit)}%` }} />
        <span className="bg-plan" style={{ width: `${percentOf(held, limit)}%` }} />
      </div>
      <p className="flex flex-wrap gap-x-4 text-xs text-muted tabular-nums">
        <span>{t.used(formatCredits(used), formatCredits(limit))}</span>
        {held !== '0' && <span>{t.held(formatCredits(held))}</span>}
        <span className={isUsedUp ? 'font-semibold text-danger' : ''}>{isUsedUp ? t.overspent : t.left(formatCredits(left))}</span>
        <span className="sm:ml-auto">
          {startsAnewAt === null ? t.neverAnew : <MomentText time={startsAnewAt}>{t.startsAnew(formatWhen(startsAnewAt))}</MomentText>}
        </span>
      </p>
    </li>
  );
}
