import type { ComparedOffer } from '../../api/sdk.ts';

export const chartWidth = 640;
export const chartHeight = 220;

export interface CostPath {
  readonly offer: ComparedOffer;
  /** For the `points` of a polyline. */
  readonly points: string;
}

export interface CostChart {
  readonly imagesMax: number;
  readonly usdtMax: number;
  readonly paths: readonly CostPath[];
  /** Where the compared need lies, 0 to the width. */
  readonly needX: number;
}

/** Draws the costs of offers over the number of pictures. Places on a screen, so that floating point is good enough; no price is read from them. */
export function costChart(offers: readonly ComparedOffer[], images: number): CostChart {
  const points = offers.flatMap(({ curve }) => curve);
  const imagesMax = Math.max(1, ...points.map((point) => point.images));
  const usdtMax = Math.max(1, ...points.map((point) => Number(point.monthlyUsdt)));
  const x = (count: number): number => round((count / imagesMax) * chartWidth);
  const y = (usdt: string): number => round(chartHeight - (Number(usdt) / usdtMax) * chartHeight);
  return {
    imagesMax,
    usdtMax,
    paths: offers.map((offer) => ({ offer, points: offer.curve.map((point) => `${x(point.images)},${y(point.monthlyUsdt)}`).join(' ') })),
    needX: x(images),
  };
}

function round(place: number): number {
  return Math.round(place * 10) / 10;
}
