import type { PriceBook } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';

/** The models with their factors, and from where to where sizes and steps go. */
export function WhatIsPossible({ book: { models, limits } }: { book: PriceBook }) {
  const t = messages.prices;
  const { widthMin, widthMax, heightMin, heightMax, dimensionStep } = limits;
  const [from, to] = [`${widthMin} × ${heightMin}`, `${widthMax} × ${heightMax}`];
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {models.length > 0 && (
        <Card id="models" title={t.models}>
          <dl className="flex flex-col gap-1.5">
            {models.map((model) => (
              <div key={model.id} className="flex justify-between gap-4">
                <dt>{model.title}</dt>
                <dd className="text-muted">{model.factor === null ? '' : t.factor(formatCredits(model.factor))}</dd>
              </div>
            ))}
          </dl>
          {models.every(({ factor }) => factor === null) && <p className="mt-2 text-xs text-muted">{t.sameForAll}</p>}
        </Card>
      )}
      <Card id="limits" title={t.limits}>
        <ul className="flex flex-col gap-1.5">
          <li>{t.size(from, to, dimensionStep)}</li>
          <li>{t.steps(limits.stepsMin, limits.stepsMax)}</li>
          <li>{t.images(limits.imagesMax)}</li>
        </ul>
      </Card>
    </div>
  );
}
