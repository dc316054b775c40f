import type { ComparedOffer } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { chartHeight, chartWidth, costChart } from './cost-chart.ts';

/** Told apart by their dashes too, not by colour alone. */
const LOOKS: Readonly<Record<ComparedOffer['kind'], { readonly colour: string; readonly dashes: string | undefined }>> = {
  pack: { colour: 'text-action', dashes: undefined },
  subscription: { colour: 'text-plan', dashes: '8 5' },
  images: { colour: 'text-trial', dashes: '2 5' },
};

interface CostLinesProps {
  offers: readonly ComparedOffer[];
  images: number;
  titleOf: (offer: ComparedOffer) => string;
}

/** What the ways to pay cost over the number of pictures. The table beside it says the same in figures. */
export function CostLines({ offers, images, titleOf }: CostLinesProps) {
  const chart = costChart(offers, images);
  const t = messages.offers.compare;
  const most = formatCredits(String(chart.imagesMax));
  return (
    <figure>
      <svg role="img" aria-label={t.chart(most)} viewBox={`-4 -6 ${chartWidth + 8} ${chartHeight + 12}`} className="h-auto w-full">
        <line x1="0" y1={chartHeight} x2={chartWidth} y2={chartHeight} className="stroke-edge" strokeWidth="1" />
        <line x1={chart.needX} y1="0" x2={chart.needX} y2={chartHeight} className="stroke-edge" strokeWidth="1" strokeDasharray="3 3" />
        {chart.paths.map(({ offer, points }) => (
          <polyline
            key={`${offer.kind} ${offer.offerId}`}
            points={points}
            fill="none"
            stroke="currentColor"
            strokeWidth="3"
            strokeLinejoin="round"
            strokeDasharray={LOOKS[offer.kind].dashes}
            className={LOOKS[offer.kind].colour}
          />
        ))}
      </svg>
      <div className="flex justify-between text-xs text-muted tabular-nums" aria-hidden="true">
        <span>0</span>
        <span>
          {most} {t.axis}
        </span>
      </div>
      <figcaption className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {offers.map((offer) => (
          <span key={`${offer.kind} ${offer.offerId}`} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" width="24" height="4" className={LOOKS[offer.kind].colour}>
              <line x1="0" y1="2" x2="24" y2="2" stroke="currentColor" strokeWidth="3" strokeDasharray={LOOKS[offer.kind].dashes} />
            </svg>
            {titleOf(offer)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
