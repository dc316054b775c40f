import type { Pack } from '../../api/sdk.ts';
import { formatCredits, formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { Figure } from '../../parts/figure.tsx';
import { PackLines } from './pack-lines.tsx';

interface PackChoiceProps {
  packs: readonly Pack[];
  chosen: string | undefined;
  onChoose: (packId: string) => void;
}

/** The packs side by side: credits, price, and what each grants line by line. */
export function PackChoice({ packs, chosen, onChoose }: PackChoiceProps) {
  const t = messages.topUp;
  return (
    <fieldset>
      <legend className="mb-2.5 font-semibold">1 · {t.choosePack}</legend>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-[repeat(auto-fit,minmax(190px,1fr))]">
        {packs.map((pack) => (
          <Choice
            key={pack.id}
            name="pack"
            value={pack.id}
            checked={pack.id === chosen}
            label={`${pack.title}, ${messages.credits(formatCredits(pack.credits))}, ${formatUsdt(pack.priceUsdt)} ${messages.usdt}`}
            onChoose={() => onChoose(pack.id)}
            className="flex flex-col rounded-lg! p-4"
          >
            <span className="flex min-h-5 items-baseline justify-between gap-2">
              <span className="font-semibold">{pack.title}</span>
              {pack.recommended && <span className="text-xs font-semibold text-action">{t.recommended}</span>}
            </span>
            <span className="mt-3 flex items-baseline gap-2">
              <span className="font-serif text-display"><Figure>{formatCredits(pack.credits)}</Figure></span>
              <span className="text-muted">{messages.creditsWord}</span>
            </span>
            <span className="mt-2 mb-3 block flex-1">
              <PackLines pack={pack} />
            </span>
            <span className="flex items-baseline justify-between gap-2 border-t border-line pt-3">
              <span className="font-semibold whitespace-nowrap">
                {formatUsdt(pack.priceUsdt)} {messages.usdt}
              </span>
              <span className="text-xs whitespace-nowrap text-muted">{t.perCredit(formatCredits(pack.pricePerCreditUsdt))}</span>
            </span>
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}
