import type { Pack } from '../../api/sdk.ts';
import { formatCredits, formatRate, formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { classes } from '../../parts/classes.ts';
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
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-[repeat(auto-fit,minmax(188px,1fr))]">
        {packs.map((pack) => {
          const credits = messages.credits(formatCredits(pack.credits));
          const price = `${formatUsdt(pack.priceUsdt)} ${messages.usdt}`;
          const title = hasOwnName(pack) ? pack.title : null;
          return (
            <Choice
              key={pack.id}
              name="pack"
              value={pack.id}
              checked={pack.id === chosen}
              label={[title, credits, price].filter((part) => part !== null).join(', ')}
              onChoose={() => onChoose(pack.id)}
              className="flex flex-col rounded-lg! p-3.5"
            >
              {(title !== null || pack.recommended) && (
                <span className="absolute top-3 right-3.5 left-3.5 flex justify-between gap-2 text-xs font-semibold">
                  <span className="truncate">{title}</span>
                  {pack.recommended && <span className="text-action">{t.recommended}</span>}
                </span>
              )}
              <span className={classes('flex items-baseline gap-2 sm:mt-5', (title !== null || pack.recommended) && 'mt-5')}>
                <span className="font-serif text-display">
                  <Figure>{formatCredits(pack.credits)}</Figure>
                </span>
                <span className="text-muted">{messages.creditsWord}</span>
              </span>
              <span className="mt-2 mb-3.5 block flex-1">
                <PackLines pack={pack} />
              </span>
              <span className="block border-t border-edge/60 pt-3">
                <span className="block font-semibold">{price}</span>
                <span className="block text-xs text-muted">{t.perCredit(formatRate(pack.pricePerCreditUsdt))}</span>
              </span>
            </Choice>
          );
        })}
      </div>
    </fieldset>
  );
}

/** Many packs are simply called after their credits, which the figure says already. */
function hasOwnName(pack: Pack): boolean {
  return pack.title.replace(/\s/gu, '') !== `${pack.credits}${messages.creditsWord}`;
}
