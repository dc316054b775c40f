import { amountMax, amountToText, assertNever } from '../kernel/index.ts';
import type { CompiledBook, CompiledLine, CompiledOperation } from './compiled-book.ts';
import {
  add,
  floorMillionths,
  larger,
  multiply,
  ratioToText,
  roundTo,
  smaller,
  stepsOf,
  zero,
  type Ratio,
} from './formulas/exact-ratio.ts';
import { FormulaError, Refusal, type Env } from './formulas/formula.ts';
import type { PricedFacts, PriceRequest } from './price-request.ts';
import { outside, readRequest } from './read-request.ts';

/** One line of a quote. The amounts of all lines add up to the total exactly. */
export interface QuoteLine {
  readonly label: string;
  readonly detail: string | null;
  /** By how much this line multiplies what is above it, as decimal text; `null` where it adds. */
  readonly factor: string | null;
  /** Micro-credits. Negative only where a book grants a discount. */
  readonly amount: bigint;
}

export interface QuoteWarning {
  readonly code: 'expensive_setting';
  readonly detail: string;
  /** The label of the line that most of the price comes from. */
  readonly line: string;
}

/** The price of one request under one price book. Amounts are millionths of the book's unit: micro-credits, in a published one. */
export interface PricedRequest {
  readonly request: PricedFacts;
  readonly lines: readonly QuoteLine[];
  /** Never negative, within 64 bits. */
  readonly total: bigint;
  /** `estimate` where a part is known only afterwards; the charge is then never more than `upperBound`. */
  readonly qualifier: 'exact' | 'estimate';
  /** The same as `total` for an exact price. */
  readonly upperBound: bigint;
  /** What the queue multiplied the price by, as decimal text. */
  readonly congestion: string;
  readonly warnings: readonly QuoteWarning[];
  readonly priceBook: { readonly id: string; readonly version: number; readonly hash: string };
}

/** A price as it comes out of the lines of a book. */
interface Priced {
  readonly lines: readonly QuoteLine[];
  readonly total: bigint;
  readonly congestion: string;
}

/**
 * Prices a request: pure, the same answer for the same input. Refuses `request_outside_price_book` with what is possible.
 * Everything is reckoned exactly; the only rounding beside what formulas ask for is that of the book, at the end, on a line of its own.
 */
export function quote(book: CompiledBook, asked: PriceRequest): PricedRequest {
  const { operation, request, env, most } = readRequest(book, asked);
  try {
    const priced = price(book, operation, env);
    const bound = most === undefined ? priced.total : price(book, operation, most).total;
    return {
      request,
      lines: priced.lines,
      total: priced.total,
      qualifier: most === undefined ? 'exact' : 'estimate',
      upperBound: bound > priced.total ? bound : priced.total,
      congestion: priced.congestion,
      warnings: warningsFor(book, request, priced),
      priceBook: { id: book.id, version: book.version, hash: book.hash },
    };
  } catch (error) {
    // A book is searched for formulas that fail before it is published; where one fails even so, there is no price.
    if (error instanceof Refusal || error instanceof FormulaError) throw outside(book, [{ path: '/', message: error.message }]);
    throw error;
  }
}

/** Runs the lines of an operation. Throws FormulaError and Refusal. */
export function price(book: CompiledBook, operation: CompiledOperation, env: Env): Priced {
  const lines: QuoteLine[] = [];
  let sum = zero;
  let counted = 0n;
  let congestion = '1';
  for (const line of operation.lines) {
    if (line.when !== undefined && !line.when.run(env)) continue;
    env.notes.length = 0;
    const value = line.value.run(env);
    const before = sum;
    sum = applyLine(line, before, value);
    if (sum === before && line.kind !== 'base') continue;
    const reached = floorMillionths(sum);
    const amount = reached - counted;
    counted = reached;
    const multiplies = line.kind === 'multiply' || line.kind === 'congestion';
    const factor = multiplies && value.n !== value.d ? ratioToText(value) : null;
    if (line.kind === 'congestion' && factor !== null) congestion = factor;
    if (line.kind === 'base' || amount !== 0n || factor !== null) lines.push(quoteLine(line, env, factor, amount));
  }
  const total = roundTotal(book, sum);
  if (total !== counted) lines.push({ label: 'Rounding', detail: roundingDetail(book), factor: null, amount: total - counted });
  return { lines, total, congestion };
}

/** What a line does to the sum so far. */
export function applyLine(line: CompiledLine, sum: Ratio, value: Ratio): Ratio {
  switch (line.kind) {
    case 'base':
      return value;
    case 'add':
      return add(sum, value);
    case 'multiply':
    case 'congestion':
      return multiply(sum, value);
    case 'minimum':
      return larger(sum, value);
    case 'maximum':
      return smaller(sum, value);
    case 'round':
      return roundTo(sum, value, line.roundingMode);
    default:
      return assertNever(line.kind);
  }
}

function quoteLine(line: CompiledLine, env: Env, factor: string | null, amount: bigint): QuoteLine {
  const { notes } = env;
  const detail = line.detail?.(env);
  const text = notes.length === 0 ? detail : [...(detail === undefined ? [] : [detail]), ...notes].join(', ');
  return { label: line.label(env), detail: text ?? null, factor, amount };
}

/** The total in millionths. Throws FormulaError for one that is no amount. */
export function roundTotal({ rounding }: CompiledBook, sum: Ratio): bigint {
  const total = stepsOf(sum, rounding.to, rounding.mode) * rounding.millionths;
  if (total < 0n) throw new FormulaError('', 'is negative');
  if (total > amountMax) throw new FormulaError('', 'does not fit 64 bits');
  return total;
}

function roundingDetail({ rounding, book }: CompiledBook): string {
  const words = { up: 'up to the next', down: 'down to the next', half_up: 'to the nearest' }[rounding.mode];
  return `${words} ${ratioToText(rounding.to)} ${book.unit === 'usd' ? 'USD' : 'credits'}`;
}

function warningsFor(book: CompiledBook, request: PricedFacts, { total, lines }: Priced): readonly QuoteWarning[] {
  const { expensiveTotal, expensivePixels } = book;
  if (expensiveTotal === undefined || expensivePixels === undefined) return [];
  const times = typeof request['factor'] === 'number' ? request['factor'] : 1;
  const [width, height] = [Number(request['width'] ?? 0) * times, Number(request['height'] ?? 0) * times];
  const pixels = width * height;
  const [first] = lines;
  if ((total < expensiveTotal && pixels < expensivePixels) || first === undefined) return [];
  const dearest = lines.reduce((most, line) => (line.amount > most.amount ? line : most), first);
  const price = `this costs ${amountToText(total)} credits, ${amountToText(dearest.amount)} of them for ${dearest.label}`;
  const detail =
    pixels >= expensivePixels
      ? `${width}×${height} is ${(pixels / 1_000_000).toFixed(1)} megapixels; ${price}. A smaller size costs less and can be upscaled later.`
      : `${price.replace('t', 'T')}. Fewer pictures or steps, or a smaller size, cost less.`;
  return [{ code: 'expensive_setting', detail, line: dearest.label }];
}

/** What a request costs, without its lines. Refuses like `quote`. */
export function totalOf(book: CompiledBook, asked: PriceRequest): bigint {
  const { operation, env } = readRequest(book, asked);
  let sum = zero;
  try {
    for (const line of operation.lines) {
      if (line.when === undefined || line.when.run(env)) sum = applyLine(line, sum, line.value.run(env));
    }
    return roundTotal(book, sum);
  } catch (error) {
    if (error instanceof Refusal || error instanceof FormulaError) throw outside(book, [{ path: '/', message: error.message }]);
    throw error;
  }
}
