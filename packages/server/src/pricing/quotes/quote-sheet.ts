import { chargingFor, type ChargingTerms } from '../charging.ts';
import type { CompiledBook } from '../compiled-book.ts';
import { quoteAt } from '../congestion/index.ts';
import type { PriceRequest } from '../price-request.ts';
import type { PricedRequest } from '../quote.ts';
import { findAlternatives, type QuoteAlternative } from './find-alternatives.ts';

/** All that a quote says whoever asks and whenever. It never changes, so that what is made of it may be kept as long as it is there. */
export interface QuoteSheet extends PricedRequest {
  /** The highest factor of the queue that was asked for, as decimal text. */
  readonly maxCongestion: string | null;
  /** The queue's factor was above that: the price is that of `maxCongestion`, and pictures made from this quote wait for it. */
  readonly waits: boolean;
  /** What is to make the pictures; `null` where that is not known. */
  readonly engine: string | null;
  /** What is charged for pictures that are not delivered. */
  readonly charging: ChargingTerms;
}

export interface SheetQuestion {
  readonly request: PriceRequest;
  /** The queue's ratio in millionths, as it was published. */
  readonly queueRatio: number;
  /** Decimal text in its shortest form. */
  readonly maxCongestion: string | null;
  readonly engine: string | null;
}

/** Sheets by what they answer: those used since the last change of shift, and those of the shift before. */
let sheets = new Map<string, QuoteSheet>();
let olderSheets = new Map<string, QuoteSheet>();
/** Some 3 MB at most: a screen asks again with each rest of a slider, and a program asks for the same pictures over and over. */
const sheetsMax = 500;
/** What is longer is reckoned each time. */
const questionLengthMax = 1_000;

/** The sheet for a request by a published book. Refuses `request_outside_price_book`. */
export function quoteSheet(book: CompiledBook, question: SheetQuestion): QuoteSheet {
  const { request, queueRatio, maxCongestion, engine } = question;
  // The id of a book names its version and its content.
  const key = `${book.id} ${queueRatio} ${maxCongestion} ${engine} ${JSON.stringify(request)}`;
  const known = sheets.get(key);
  if (known !== undefined) return known;
  const sheet = olderSheets.get(key) ?? newSheet(book, question);
  if (key.length <= questionLengthMax) keep(key, sheet);
  return sheet;
}

function newSheet(book: CompiledBook, { request, queueRatio, maxCongestion, engine }: SheetQuestion): QuoteSheet {
  const { priced, waits } = quoteAt(book, request, queueRatio, maxCongestion);
  const sheet = sheetOf(book, priced, { maxCongestion, waits, engine });
  alternatives.set(sheet, findAlternatives(book, sheet.request, sheet.total));
  return sheet;
}

function keep(key: string, sheet: QuoteSheet): void {
  if (sheets.size >= sheetsMax / 2) {
    olderSheets = sheets;
    sheets = new Map();
  }
  sheets.set(key, sheet);
}

/** The sheet of what was priced. */
export function sheetOf(
  book: CompiledBook,
  priced: PricedRequest,
  { maxCongestion, waits, engine }: Pick<QuoteSheet, 'maxCongestion' | 'waits' | 'engine'>,
): QuoteSheet {
  return { ...priced, maxCongestion, waits, engine, charging: chargingFor(book.book.charging ?? [], priced.request.operation, engine) };
}

const alternatives = new WeakMap<QuoteSheet, readonly QuoteAlternative[]>();

/** What would be cheaper than the sheet of a new quote; `undefined` for what was read again. */
export function knownAlternatives(sheet: QuoteSheet): readonly QuoteAlternative[] | undefined {
  return alternatives.get(sheet);
}
