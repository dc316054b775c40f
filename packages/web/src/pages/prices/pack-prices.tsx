import type { Pack } from '../../api/sdk.ts';
import { formatCredits, formatRate, formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Figure } from '../../parts/figure.tsx';

/** What credits cost. */
export function PackPrices({ packs }: { packs: readonly Pack[] }) {
  const t = messages.prices;
  if (packs.length === 0) return <p className="text-muted">{t.noPacks}</p>;
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(136px,1fr))] gap-3">
      {packs.map((pack) => (
        <li key={pack.id} className="rounded-md border border-line p-3.5">
          <p>
            <span className="font-serif text-title">
              <Figure>{formatCredits(pack.credits)}</Figure>
            </span>{' '}
            <span className="text-muted">{messages.creditsWord}</span>
          </p>
          <p className="mt-1 font-semibold">{t.packPrice(formatUsdt(pack.priceUsdt))}</p>
          <p className="text-xs text-muted">{t.perCredit(formatRate(pack.pricePerCreditUsdt))}</p>
        </li>
      ))}
    </ul>
  );
}
