import { assert } from '../kernel/index.ts';

/**
 * Splits the total of a quote into what is captured for each picture as it is delivered: equal parts in micro-credits that add up to the
 * total exactly, the last ones one micro-credit larger where it does not divide.
 */
export function pricePerImage(quote: { readonly total: bigint; readonly request: { readonly images: number } }): readonly bigint[] {
  const { total } = quote;
  const { images } = quote.request;
  assert(images >= 1 && total >= 0n, 'a quote is for one picture at least and never negative');
  const share = total / BigInt(images);
  const larger = Number(total % BigInt(images));
  return Array.from({ length: images }, (_, index) => (index >= images - larger ? share + 1n : share));
}
