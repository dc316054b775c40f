import { Problem } from '../kernel/index.ts';
import { findJsonFault, lineOfPath } from '../pricing/index.ts';
import { parseOffers, type OffersError } from './parse-offers.ts';
import { invalidOffers } from './problems.ts';

/** Something wrong in the text of an offers document. */
export interface OffersFault extends OffersError {
  /** Of the text, counted from 1. */
  readonly line: number;
}

/** What would be refused if this text were published, in the order of its lines; nothing for one that can be. */
export function checkOffers(text: string): readonly OffersFault[] {
  const fault = findJsonFault(text);
  if (fault !== undefined) return [{ path: '', line: fault.line, message: `is not JSON: ${fault.message}` }];
  try {
    parseOffers(JSON.parse(text));
    return [];
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== invalidOffers.definition.code) throw error;
    // True because these are the extras of `invalid_offers`.
    const errors = error.extras['errors'] as readonly OffersError[];
    return errors.map(({ path, message }) => ({ path, line: lineOfPath(text, path), message })).toSorted((a, b) => a.line - b.line);
  }
}
