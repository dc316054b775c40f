import { useState } from 'react';
import type { OffersDocument } from '../../api/sdk.ts';
import { formatCredits, formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/field.tsx';

/** What can be bought beside packs and subscriptions. `images` is 0 while none or too few are typed. */
export type OtherPurchase = { readonly images: number } | { readonly usage: true };

type PayPerImage = NonNullable<OffersDocument['payPerImage']>;

interface OtherPurchasesProps {
  payPerImage: PayPerImage | undefined;
  /** credits that were used on credit and billed; null where there are none */
  billed: string | null;
  chosen: OtherPurchase | null;
  onChoose: (purchase: OtherPurchase) => void;
}

const IMAGES_MAX = 1_000_000;
const imagesAtFirst = 20;

/** Pictures one by one, and what was used on credit: shown only where there is such a thing to buy. */
export function OtherPurchases({ payPerImage, billed, chosen, onChoose }: OtherPurchasesProps) {
  const least = payPerImage?.imagesMin ?? 1;
  const [typed, setTyped] = useState(String(Math.max(least, imagesAtFirst)));
  const t = messages.offers.others;
  if (payPerImage === undefined && billed === null) return null;
  const isImages = chosen !== null && 'images' in chosen;
  const choose = (text: string) => onChoose({ images: countOf(text, least) });
  return (
    <fieldset className="mt-7">
      <legend className="mb-2.5 font-semibold">{t.title}</legend>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {payPerImage !== undefined && (
          <div className="flex flex-col gap-2">
            <Choice
              name="pack"
              value="images"
              checked={isImages}
              label={t.images}
              onChoose={() => choose(typed)}
              className="rounded-lg! p-3.5"
            >
              <span className="block font-semibold">{t.images}</span>
              <span className="block text-xs text-muted">
                {t.perImage(formatUsdt(payPerImage.priceUsdt), messages.credits(formatCredits(payPerImage.credits ?? '1')))}
              </span>
            </Choice>
            {isImages && (
              <Field
                label={t.howMany}
                inputMode="numeric"
                value={typed}
                maxLength={7}
                error={countOf(typed, least) === 0 ? t.fewest(String(least)) : undefined}
                onChange={(event) => {
                  const digits = event.target.value.replace(/\D/gu, '');
                  setTyped(digits);
                  choose(digits);
                }}
              />
            )}
          </div>
        )}
        {billed !== null && (
          <Choice
            name="pack"
            value="usage"
            checked={chosen !== null && 'usage' in chosen}
            label={t.usage}
            onChoose={() => onChoose({ usage: true })}
            className="self-start rounded-lg! p-3.5"
          >
            <span className="block font-semibold">{t.usage}</span>
            <span className="block text-xs text-muted">{t.billed(messages.credits(formatCredits(billed)))}</span>
          </Choice>
        )}
      </div>
    </fieldset>
  );
}

function countOf(text: string, least: number): number {
  const count = Number(text);
  return Number.isSafeInteger(count) && count >= least && count <= IMAGES_MAX ? count : 0;
}
