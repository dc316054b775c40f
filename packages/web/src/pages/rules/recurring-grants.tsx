import type { RecurringGrant } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { KIND_COLOUR } from '../../parts/kind-colour.ts';
import { MomentText } from '../../parts/moment-text.tsx';

/** What is given anew with each cycle; shown only where there is such a thing. */
export function RecurringGrants({ grants }: { grants: readonly RecurringGrant[] }) {
  const t = messages.rules;
  if (grants.length === 0) return null;
  return (
    <Card id="recurring" title={t.recurring}>
      <p className="mb-4 text-muted">{t.recurringText}</p>
      <ul className="-mb-3">
        {grants.map(({ id, kind, label, credits, every, unit, nextAt, cyclesLeft, rollover }) => (
          <li key={id} className="flex gap-3 border-t border-line py-3">
            <span aria-hidden="true" className={`mt-1.5 size-2.5 shrink-0 rounded-[3px] ${KIND_COLOUR[kind]}`} />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap justify-between gap-x-4">
                <span className="font-semibold wrap-anywhere">{label === '' ? messages.wallet.kinds[kind] : label}</span>
                <span className="tabular-nums">{t.every(messages.credits(formatCredits(credits)), every, unit)}</span>
              </p>
              <p className="text-xs text-muted">
                <MomentText time={nextAt}>{t.next(formatDay(nextAt))}</MomentText>
                {cyclesLeft !== null && ` · ${t.cyclesLeft(cyclesLeft)}`} ·{' '}
                {rollover === null ? t.expires : t.rollsOver(rollover.max === null ? null : formatCredits(rollover.max), rollover.cycles)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
