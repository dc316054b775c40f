import { amountMax, amountToText, assert, assertNever } from '../kernel/index.ts';
import { checkRequest } from './check-request.ts';
import { factsOf, type CompiledBook, type CompiledStep } from './compile-price-book.ts';
import { FormulaError, type Facts } from './compile-expression.ts';
import { add, compare, floorMillionths, multiply, one, ratioToText, stepsOf, zero, type Ratio } from './exact-ratio.ts';
import { pricedFacts, type PricedFacts, type PriceRequest } from './price-request.ts';

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
}

/** The price of one request under one price book. */
export interface PricedRequest {
  readonly request: PricedFacts;
  readonly lines: readonly QuoteLine[];
  /** Micro-credits, never negative, within 64 bits. */
  readonly total: bigint;
  /** What the queue multiplied the price by, as decimal text. */
  readonly congestion: string;
  readonly warnings: readonly QuoteWarning[];
  readonly priceBook: { readonly id: string; readonly version: number; readonly hash: string };
}

/**
 * Prices a request: pure, the same answer for the same input. Refuses `request_outside_price_book` with what is possible.
 * Everything is reckoned exactly; the only rounding is that of the book, at the end, on a line of its own.
 */
export function quote(book: CompiledBook, request: PriceRequest): PricedRequest {
  const priced = pricedFacts(request);
  checkRequest(book, priced);
  return price(book, priced);
}

/** `quote` for a request that is known to lie within the book. */
export function price(book: CompiledBook, request: PricedFacts): PricedRequest {
  const operation = book.operations.get(request.operation);
  assert(operation !== undefined, 'the operation was looked up before');
  const facts = factsOf(book, request);
  const lines: QuoteLine[] = [];
  let sum = zero;
  let counted = 0n;
  for (const step of operation.steps) {
    if (!step.applies(facts)) continue;
    const labels: string[] = [];
    const value = step.value(facts, labels);
    sum = apply(step, sum, value);
    const reached = floorMillionths(sum);
    const factor = step.kind === 'multiply' ? value : undefined;
    const amount = reached - counted;
    counted = reached;
    if (step.kind === 'base' || amount !== 0n || (factor !== undefined && compare(factor, one) !== 0)) {
      lines.push(lineOf(step, facts, labels, factor, amount));
    }
  }
  const total = roundTotal(book, sum);
  if (total !== counted) {
    lines.push({ label: 'Rounding', detail: roundingDetail(book), factor: null, amount: total - counted });
  }
  return {
    request,
    lines,
    total,
    congestion: '1',
    warnings: warningsFor(book, request, total),
    priceBook: { id: book.id, version: book.version, hash: book.hash },
  };
}

function apply(step: CompiledStep, sum: Ratio, value: Ratio): Ratio {
  switch (step.kind) {
    case 'base':
      return value;
    case 'add':
      return add(sum, value);
    case 'multiply':
      return multiply(sum, value);
    case 'minimum':
      return compare(sum, value) < 0 ? value : sum;
    case 'maximum':
      return compare(sum, value) > 0 ? value : sum;
    default:
      return assertNever(step.kind);
  }
}

function lineOf(step: CompiledStep, facts: Facts, labels: readonly string[], factor: Ratio | undefined, amount: bigint): QuoteLine {
  const details = step.detail === undefined ? labels : [step.detail(facts), ...labels];
  return {
    label: step.label(facts),
    detail: details.length === 0 ? null : details.join(', '),
    factor: factor === undefined ? null : ratioToText(factor),
    amount,
  };
}

function roundTotal(book: CompiledBook, sum: Ratio): bigint {
  const total = floorMillionths(multiply({ n: stepsOf(sum, book.roundingStep, book.book.rounding.mode), d: 1n }, book.roundingStep));
  if (total < 0n) throw new FormulaError('', 'is negative');
  if (total > amountMax) throw new FormulaError('', 'does not fit 64 bits');
  return total;
}

function roundingDetail(book: CompiledBook): string {
  const { mode, step } = book.book.rounding;
  return `${{ up: 'up', down: 'down', half_up: 'to the nearest' }[mode]}${mode === 'half_up' ? '' : ' to the next'} ${step} credits`;
}

function warningsFor(book: CompiledBook, request: PricedFacts, total: bigint): readonly QuoteWarning[] {
  const pixels = request.width * request.height * (request.factor ?? 1) ** 2;
  if (total < book.expensiveTotal && pixels < book.expensivePixels) return [];
  const megapixels = (pixels / 1_000_000).toFixed(1);
  const size = `${request.width * (request.factor ?? 1)}×${request.height * (request.factor ?? 1)}`;
  return [
    {
      code: 'expensive_setting',
      detail:
        pixels >= book.expensivePixels
          ? `${size} is ${megapixels} megapixels; this costs ${amountToText(total)} credits. A smaller size costs less and can be upscaled later.`
          : `This costs ${amountToText(total)} credits. Fewer pictures or steps, or a smaller size, cost less.`,
    },
  ];
}
