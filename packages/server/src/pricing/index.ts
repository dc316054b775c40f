export { defaultPriceBook } from './default-price-book.ts';
export { priceBookLibrary } from './library.ts';
export { priceBookJsonSchema, priceRequestJsonSchema } from './json-schemas.ts';
export type { FactForm, FactValue, PriceBook, PriceLine } from './price-book.ts';
export type { Condition, Expression } from './formulas/expression.ts';
export { compilePriceBook } from './compile-price-book.ts';
export type { BookIdentity, CompiledBook } from './compiled-book.ts';
export { parsePriceBook } from './parse/parse-price-book.ts';
export { readOffer, type BookOffer } from './read-offer.ts';
export type { Operation, PricedFacts, PriceRequest } from './price-request.ts';
export { quote, type PricedRequest, type QuoteLine, type QuoteWarning } from './quote.ts';
export { settleQuote } from './quotes/settle-quote.ts';
export { lineOfPath } from './line-of-path.ts';
export { priceNow } from './price-now.ts';
export { pricePerImage } from './price-per-image.ts';
export { priceTable, type PriceTableRow } from './price-table.ts';
export { publishDefaultPriceBook, publishPriceBook, type PublishPriceBook } from './publish-price-book.ts';
export { chargeFor, pictureEnds, type ChargingTerms, type Elapsed, type PictureEnd } from './charging.ts';
export { pricesMark } from './queries.ts';
export { readBookOfQuote, readCurrentPriceBook } from './read-current-price-book.ts';
export { readPriceBook, type PublishedPriceBook } from './read-price-book.ts';
export { listPriceBooks, type ListPriceBooks, type PriceBookVersion } from './desk/list-price-books.ts';
export { republishPriceBook, type RepublishPriceBook } from './desk/republish-price-book.ts';
export { findJsonFault } from './desk/json-fault.ts';
export { checkPriceBook, type BookProblem } from './desk/check-price-book.ts';
export { readQuotedFacts } from './desk/read-quoted-facts.ts';
export { repriceWork, type Repriced, type WorkDone } from './desk/reprice-work.ts';
export { tryPriceBook, type TriedSample } from './desk/try-price-book.ts';
export { comparePriceBooks, type PriceBookChange } from './desk/compare-price-books.ts';
export { saveDraft, type SaveDraft } from './desk/save-draft.ts';
export { listDrafts, readDraft, type Draft } from './desk/read-draft.ts';
export { discardDraft, publishDraft, type PublishDraft } from './desk/publish-draft.ts';
export { createQuote, type CreateQuote } from './quotes/create-quote.ts';
export { keepQuote } from './quotes/keep-quote.ts';
export { readQuote } from './quotes/read-quote.ts';
export { findAlternatives, type QuoteAlternative } from './quotes/find-alternatives.ts';
export { knownAlternatives, type QuoteSheet } from './quotes/quote-sheet.ts';
export { observeEveryMs, observeQueue, readCongestion, type Congestion, type ObserveQueue } from './congestion/index.ts';
export { requote, type Requote } from './quotes/requote.ts';
export { standardRequest } from './standard-request.ts';
export { requireOpenQuote, type RequireOpenQuote } from './quotes/require-open-quote.ts';
export { quoteValidityMs, type Quote } from './quotes/stored-quote.ts';
export {
  draftChanged,
  draftNotFound,
  invalidPriceBook,
  priceBookChanged,
  priceBookNotFound,
  quoteExpired,
  quoteMismatch,
  quoteNotFound,
  requestOutsidePriceBook,
} from './problems.ts';
