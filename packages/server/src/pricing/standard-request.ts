import type { CompiledBook } from './compiled-book.ts';
import { ratioToText } from './formulas/exact-ratio.ts';
import type { PriceRequest } from './price-request.ts';

/** A picture of 512×512 at 50 steps with the first model, as near to it as a book allows: what a standard picture means in a comparison. */
const standard: Readonly<Record<string, number>> = { images: 1, width: 512, height: 512, steps: 50 };

export function standardRequest({ facts }: Pick<CompiledBook, 'facts'>): PriceRequest {
  const request: Record<string, string | number> = {};
  for (const fact of facts.values()) {
    const wanted = standard[fact.name];
    if (fact.kind === 'number' && wanted !== undefined) {
      request[fact.name] = Math.min(Math.max(wanted, Number(ratioToText(fact.from))), Number(ratioToText(fact.to)));
    }
    const [option] = fact.kind === 'option' ? (fact.options ?? []) : [];
    if (fact.name === 'model' && option !== undefined) request[fact.name] = option.id;
  }
  return { ...request, operation: 'generate' };
}
