import { defineProblem } from '../kernel/index.ts';

/** Extras: `errors`, each with the JSON pointer of the offending node and what is wrong with it. */
export const invalidPriceBook = defineProblem({
  code: 'invalid_price_book',
  status: 422,
  title: 'The price book cannot be used',
  retry: 'never',
});

/** Extras: `errors` with path and message, and `possible`: what the price book has. */
export const requestOutsidePriceBook = defineProblem({
  code: 'request_outside_price_book',
  status: 422,
  title: 'This cannot be priced',
  retry: 'never',
});

export const priceBookNotFound = defineProblem({
  code: 'price_book_not_found',
  status: 404,
  title: 'There is no such price book',
  retry: 'never',
});

export const draftNotFound = defineProblem({
  code: 'draft_not_found',
  status: 404,
  title: 'There is no such draft',
  retry: 'never',
});

/** Extras: `revision`, the one that there is now. */
export const draftChanged = defineProblem({
  code: 'draft_changed',
  status: 409,
  title: 'The draft was saved by someone else',
  retry: 'never',
});

/** Extras: `newestVersion`, the one that there is now. */
export const priceBookChanged = defineProblem({
  code: 'price_book_changed',
  status: 409,
  title: 'Someone else has published a price book',
  retry: 'never',
});

export const quoteNotFound = defineProblem({
  code: 'quote_not_found',
  status: 404,
  title: 'There is no such quote',
  retry: 'never',
});

/** Extras: `expiredAt`. */
export const quoteExpired = defineProblem({
  code: 'quote_expired',
  status: 409,
  title: 'The quote has expired',
  retry: 'never',
});

/** Extras: `differences`, each with the fact, what was quoted and what was asked. */
export const quoteMismatch = defineProblem({
  code: 'quote_mismatch',
  status: 409,
  title: 'The quote is for another request',
  retry: 'never',
});
