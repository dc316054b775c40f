import type { Purchase, PurchaseLine } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { KIND_COLOUR } from '../../parts/kind-colour.ts';

/** What a purchase brings, line by line, with how long each line is valid and on what it depends. */
export function PurchaseLines({ purchase }: { purchase: Purchase }) {
  const t = messages.offers;
  return (
    <ul className="flex flex-col gap-1">
      {purchase.lines.map((line) => (
        <li key={`${line.kind}-${line.label}`} className="text-xs tabular-nums">
          <span className="flex items-center gap-2">
            <span aria-hidden="true" className={`size-2 shrink-0 rounded-[2px] ${COLOUR[line.kind]}`} />
            <span className="shrink-0">
              {formatCredits(line.credits)} {t.lineKinds[line.kind]}
            </span>
            <span className="ml-auto truncate text-muted">{validity(line)}</span>
          </span>
          {line.kind !== 'purchased' && (
            <span className="block pl-4 text-muted">
              {line.label}
              {line.condition === 'first_purchase' && <> · {t.ifFirst}</>}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const COLOUR: Readonly<Record<PurchaseLine['kind'], string>> = {
  purchased: KIND_COLOUR.purchased,
  bonus: KIND_COLOUR.bonus,
  subscription: KIND_COLOUR.subscription,
  billed: KIND_COLOUR.adjustment,
};

function validity({ kind, expiresAfterMonths }: PurchaseLine): string {
  const t = messages.offers;
  if (kind === 'billed') return t.usedAlready;
  if (kind === 'subscription') return t.eachMonth;
  return expiresAfterMonths === null ? t.lifetime : t.expiresAfter(expiresAfterMonths);
}
