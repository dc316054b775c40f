import type { FactValue } from './price-book.ts';

/** What can be asked of the platform's own engines. A price book may have operations beyond these. */
export type Operation = 'generate' | 'vary' | 'inpaint' | 'upscale';

/**
 * What is to be priced: the operation and its facts by name. `width` and `height` are pixels, for an upscale those of the picture that goes
 * in; `factor` is how many times wider and higher it comes out; a decimal number may be given as text.
 */
export interface PriceRequest {
  readonly operation: string;
  readonly [fact: string]: FactValue | undefined;
}

/** A request in its one form, which is what a quote keeps. Two requests with the same facts have the same price under the same price book. */
export interface PricedFacts {
  readonly operation: string;
  readonly images: number;
  readonly [fact: string]: FactValue;
}

export function pricedFacts(request: PriceRequest): PricedFacts {
  const { images = 1 } = request;
  // What is no number becomes NaN, which no book takes.
  const count = typeof images === 'number' ? images : typeof images === 'boolean' ? Number.NaN : Number(images);
  const said: Record<string, FactValue | undefined> = { negativePrompt: false, ...request, images: count };
  for (const fact in said) {
    if (said[fact] === undefined) delete said[fact];
  }
  said['negativePrompt'] ??= false;
  // True because nothing that is undefined is left in it.
  return said as Readonly<Record<string, FactValue>> & { operation: string; images: number };
}
