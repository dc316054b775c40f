import type { Static } from 'typebox';
import type { PricedFacts, PriceRequest } from '../../pricing/index.ts';
import type { PicturesToPrice } from '../schemas/index.ts';

type Pictures = Static<typeof PicturesToPrice>;

const named = ['operation', 'model', 'width', 'height', 'steps', 'images', 'factor', 'negativePrompt'] as const;

/** What a price book reads of a body: all facts beside each other. */
export function priceRequestOf(body: Pictures): PriceRequest {
  const { operation, model, width, height, steps, images, factor, negativePrompt, facts } = body;
  return { ...facts, operation, model, width, height, steps, images, factor, negativePrompt };
}

/** The other way round: what a quote says of its pictures. What the platform said is told elsewhere. */
export function picturesOf({ queueRatio: _said, ...request }: PricedFacts): Pictures {
  const facts = Object.entries(request).filter(([fact]) => !named.some((name) => name === fact));
  const rest = Object.fromEntries(Object.entries(request).filter(([fact]) => named.some((name) => name === fact)));
  // True because quotes are made of requests of this form, see `priceRequestOf`.
  const pictures = rest as unknown as Pictures;
  return facts.length === 0 ? pictures : { ...pictures, facts: Object.fromEntries(facts) };
}
