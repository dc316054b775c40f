import type { PriceBook } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { classes } from '../../parts/classes.ts';
import { Icon } from '../../parts/icon.tsx';

/** What the queue does to prices at this moment. */
export function QueueNotice({ congestion: { factor, floor, cap } }: { congestion: NonNullable<PriceBook['congestion']> }) {
  const t = messages.prices;
  const isNormal = factor === '1';
  return (
    <output
      className={classes(
        'flex items-start gap-2.5 rounded-md p-3',
        isNormal ? 'bg-sunken' : Number(factor) > 1 ? 'bg-warning-soft text-warning' : 'bg-soft text-action',
      )}
    >
      <Icon name="clock" />
      <span>
        <span className="block font-semibold">{isNormal ? t.queueNone : t.queueNow(formatCredits(factor))}</span>
        <span className="block text-xs">{t.queueRange(formatCredits(floor), formatCredits(cap))}</span>
      </span>
    </output>
  );
}
