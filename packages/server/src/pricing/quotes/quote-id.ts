import { timingSafeEqual } from 'node:crypto';
import type { PricedFacts } from '../price-request.ts';
import { sealLength, type QuoteSeal } from './quote-seal.ts';

/** All that a quote is made of, beside its book and its time. Its lines follow from the price book, which never changes. */
export interface SheetTerms {
  /** What is to make the pictures; `null` where that is not known. */
  readonly engine: string | null;
  /** Micro-credits. */
  readonly total: bigint;
  readonly upperBound: bigint;
  /** As decimal text; see `Quote`. */
  readonly maxCongestion: string | null;
  readonly waits: boolean;
  readonly request: PricedFacts;
}

export interface QuoteTerms extends SheetTerms {
  readonly priceBookVersion: number;
  readonly createdAtMs: number;
}

/** Short, because it makes the id long: in this order, and the bound empty where it is the total. */
type Content = readonly [priceBookVersion: number, createdAtMs: number, ...ContentEnd];
type ContentEnd = readonly [
  engine: string | null,
  total: string,
  upperBound: string,
  maxCongestion: string | null,
  waits: boolean,
  request: PricedFacts,
];

const prefix = 'quote_';
/** A longer id fits neither an index of PostgreSQL nor every program that keeps one. */
export const quoteIdLengthMax = 2_000;

/** For whom a quote is made, by which book and when. */
export interface QuoteMaking {
  readonly accountId: string;
  readonly priceBookVersion: number;
  readonly createdAtMs: number;
}

/**
 * The id of a quote holds its terms, sealed with a key of the server for one account, so that nothing needs to be kept until somebody makes
 * pictures of it.
 */
export function writeQuoteId(seal: QuoteSeal, { accountId, priceBookVersion, createdAtMs }: QuoteMaking, terms: SheetTerms): string {
  const text = `[${priceBookVersion},${createdAtMs},${endOfContent(terms)}`;
  return `${prefix}${seal.of(sealed(accountId, text))}${Buffer.from(text).toString('base64url')}`;
}

/** By terms, because quotes of the same request share theirs. */
const ends = new WeakMap<SheetTerms, string>();

/** The content from the engine on. */
function endOfContent(terms: SheetTerms): string {
  const known = ends.get(terms);
  if (known !== undefined) return known;
  const { engine, total, upperBound, maxCongestion, waits, request } = terms;
  const bound = upperBound === total ? '' : upperBound.toString();
  const end = JSON.stringify([engine, total.toString(), bound, maxCongestion, waits, request] satisfies ContentEnd).slice(1);
  ends.set(terms, end);
  return end;
}

/** The terms that an id holds, or `undefined` for one that was not written with this key for this account. */
export function readQuoteId(seal: QuoteSeal, accountId: string, id: string): QuoteTerms | undefined {
  if (!id.startsWith(prefix) || id.length > quoteIdLengthMax) return undefined;
  const bytes = Buffer.from(id.slice(prefix.length + sealLength), 'base64url');
  // One quote has one id: what decodes to the same in another way is none.
  if (bytes.length === 0 || bytes.toString('base64url') !== id.slice(prefix.length + sealLength)) return undefined;
  const text = bytes.toString();
  const found = Buffer.from(id.slice(prefix.length, prefix.length + sealLength));
  const expected = Buffer.from(seal.of(sealed(accountId, text)));
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) return undefined;
  // True because only `writeQuoteId` has the key.
  const [priceBookVersion, createdAtMs, engine, total, upperBound, maxCongestion, waits, request] = JSON.parse(text) as Content;
  return {
    priceBookVersion,
    createdAtMs,
    engine,
    total: BigInt(total),
    upperBound: BigInt(upperBound === '' ? total : upperBound),
    maxCongestion,
    waits,
    request,
  };
}

function sealed(accountId: string, text: string): string {
  return `${accountId}\n${text}`;
}
