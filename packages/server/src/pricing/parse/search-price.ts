import { boundPrice } from './bound-price.ts';
import type { CompiledBook, CompiledOperation } from '../compiled-book.ts';
import { AmountError, FormulaError, Refusal, type Env } from '../formulas/formula.ts';
import { countOf, type Point, type RequestSpace, type Span } from './sample-requests.ts';

/** A request for which something is wrong. */
export interface Finding {
  readonly path: string;
  readonly message: string;
  readonly point: Point;
}

/** How many boxes are looked at before the search ends; enough for all books that people write, and done in a second. */
const boxesMax = 4000;

type Check = (spans: readonly Span[]) => FormulaError | undefined;

/** What is wrong with the prices of an operation: a formula that fails for some request, an amount that is none, or both. */
export function searchFailures(book: CompiledBook, operation: CompiledOperation, space: RequestSpace): readonly Finding[] {
  const check: Check = (spans) => failureIn(book, operation, space, spans);
  const isRefused = (point: Point): boolean => refuses(operation, space.env(point));
  const first = search(space, check, isRefused);
  if (first === undefined) return [];
  if (!(first.error instanceof AmountError)) return [findingOf(first)];
  const formulasOnly: Check = (spans) => {
    const error = check(spans);
    return error instanceof AmountError ? undefined : error;
  };
  const formula = search(space, formulasOnly, isRefused);
  return formula === undefined ? [findingOf(first)] : [findingOf(formula), findingOf(first)];
}

function findingOf({ error, point }: { readonly error: FormulaError; readonly point: Point }): Finding {
  return { path: error.path, message: error.message, point };
}

/**
 * Looks for a request whose price does not exist, is negative or is too large. Every request is either in a box whose bounds prove that
 * all is well, or is looked at more closely: boxes are halved until they are proven or hold a single request. `undefined` where all is
 * proven, or where nothing was found in the time that there is.
 */
function search(
  space: RequestSpace,
  check: Check,
  isRefused: (point: Point) => boolean,
): { readonly error: FormulaError; readonly point: Point } | undefined {
  const boxes: (readonly Span[])[] = [space.facts.map((fact) => ({ from: 0, to: countOf(fact) - 1 }))];
  for (let looked = 0; looked < boxesMax; looked += 1) {
    const spans = boxes.pop();
    if (spans === undefined) return undefined;
    if (check(spans) === undefined) continue;
    // The ends and the middle first: most wrong books are wrong there.
    for (const place of [(span: Span) => span.from, (span: Span) => span.to, middle]) {
      const point = spans.map(place);
      const error = check(point.map((at) => ({ from: at, to: at })));
      if (error !== undefined && !isRefused(point)) return { error, point };
    }
    const widest = spans.reduce((best, span, index) => (width(span) > width(spans[best]) ? index : best), 0);
    const chosen = spans[widest];
    if (chosen === undefined || width(chosen) === 0) continue;
    const half = middle(chosen);
    boxes.push(spans.with(widest, { from: half + 1, to: chosen.to }), spans.with(widest, { from: chosen.from, to: half }));
  }
  return undefined;
}

/** Why some request of the box may have no price; for a box of one request, why it has none. */
function failureIn(
  book: CompiledBook,
  operation: CompiledOperation,
  space: RequestSpace,
  spans: readonly Span[],
): FormulaError | undefined {
  try {
    boundPrice(book, operation, space.box(spans));
    return undefined;
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

/** Whether the book refuses the request: what its formulas would come to does not matter then. */
function refuses(operation: CompiledOperation, env: Env): boolean {
  try {
    for (const line of operation.lines) {
      if (line.when === undefined || line.when.run(env)) line.value.run(env);
    }
    return false;
  } catch (error) {
    return error instanceof Refusal;
  }
}

const width = (span: Span | undefined): number => (span === undefined ? 0 : span.to - span.from);
const middle = (span: Span): number => span.from + Math.floor(width(span) / 2);
