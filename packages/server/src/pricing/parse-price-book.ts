import { FormulaError, type BookError } from './compile-expression.ts';
import { compilePriceBook, notValid, type CompiledBook, type CompiledOperation } from './compile-price-book.ts';
import type { PriceBook } from './price-book.ts';
import type { Operation, PricedFacts } from './price-request.ts';
import { price, quote } from './quote.ts';
import { Problem } from '../kernel/index.ts';

/**
 * Checks everything about a price book that is to be published, and gives it compiled. Beyond its form, it is tried on requests along
 * every axis from the corners of its limits: each price must exist, be zero or above, fit 64 bits, and never fall when pictures, steps or
 * pixels are added. Throws `invalid_price_book` with the path of each offending node. Takes some tens of milliseconds.
 */
export function parsePriceBook(value: unknown): CompiledBook {
  const compiled = compilePriceBook(value);
  const errors: BookError[] = [...operationErrors(compiled), ...exampleErrors(compiled)];
  if (errors.length > 0) throw notValid(errors);
  return compiled;
}

function operationErrors(compiled: CompiledBook): readonly BookError[] {
  const errors: BookError[] = [];
  for (const [index, { operation }] of compiled.book.operations.entries()) {
    const steps = compiled.operations.get(operation);
    // One sentence for each operation is enough: a wrong formula is wrong for thousands of requests.
    const error = steps === undefined ? undefined : firstError(compiled, operation, steps);
    if (error !== undefined) errors.push({ path: error.path === '' ? `/operations/${index}/price` : error.path, message: error.message });
  }
  return errors;
}

function firstError(compiled: CompiledBook, operation: Operation, steps: CompiledOperation): BookError | undefined {
  const limits = compiled.book.limits;
  for (const { id } of compiled.book.models) {
    for (const corner of corners(limits, operation, id, steps)) {
      for (const axis of axesOf(limits, steps)) {
        const error = errorAlong(compiled, corner, axis);
        if (error !== undefined) return error;
      }
    }
  }
  return undefined;
}

/** A fact and its values in ascending order. */
type Axis = readonly [fact: 'width' | 'height' | 'steps' | 'images' | 'factor', values: readonly number[]];

function errorAlong(compiled: CompiledBook, corner: PricedFacts, [fact, values]: Axis): BookError | undefined {
  let before: { readonly total: bigint; readonly value: number } | undefined;
  for (const value of values) {
    const request = { ...corner, [fact]: value };
    try {
      const { total } = price(compiled, request);
      if (before !== undefined && total < before.total) {
        return { path: '', message: `falls when ${fact} goes from ${before.value} to ${value}, for ${describeRequest(request)}` };
      }
      before = { total, value };
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      return { path: error.path, message: `${error.message}, for ${describeRequest(request)}` };
    }
  }
  return undefined;
}

function describeRequest(request: PricedFacts): string {
  const { operation, model, width, height, steps, images, factor } = request;
  const extras = [steps === null ? '' : `, ${steps} steps`, factor === null ? '' : `, factor ${factor}`];
  return `${operation} with ${model}, ${width}×${height}${extras.join('')}, ${images} pictures`;
}

function corners(limits: PriceBook['limits'], operation: Operation, model: string, steps: CompiledOperation): readonly PricedFacts[] {
  const result: PricedFacts[] = [];
  for (const [width, height] of [
    [limits.widthMin, limits.heightMin],
    [limits.widthMax, limits.heightMax],
  ] as const) {
    for (const stepCount of steps.takesSteps ? [limits.stepsMin, limits.stepsMax] : [null]) {
      for (const images of new Set([1, limits.imagesMax])) {
        for (const negativePrompt of [false, true]) {
          const factor = steps.takesFactor ? (limits.factors[0] ?? null) : null;
          result.push({ operation, model, width, height, steps: stepCount, images, factor, negativePrompt });
        }
      }
    }
  }
  return result;
}

function axesOf(limits: PriceBook['limits'], steps: CompiledOperation): readonly Axis[] {
  const axes: Axis[] = [
    ['width', spread(limits.widthMin, limits.widthMax, limits.dimensionStep)],
    ['height', spread(limits.heightMin, limits.heightMax, limits.dimensionStep)],
    ['images', spread(1, limits.imagesMax, 1)],
  ];
  if (steps.takesSteps) axes.push(['steps', spread(limits.stepsMin, limits.stepsMax, 1)]);
  if (steps.takesFactor) axes.push(['factor', limits.factors.toSorted((a, b) => a - b)]);
  return axes;
}

/** The values from `min` to `max`, thinned where there are very many, both ends included. */
function spread(min: number, max: number, step: number): readonly number[] {
  const stride = step * Math.max(1, Math.ceil((max - min) / step / 200));
  const values: number[] = [];
  for (let value = min; value < max; value += stride) values.push(value);
  return [...values, max];
}

function exampleErrors(compiled: CompiledBook): readonly BookError[] {
  return compiled.book.examples.flatMap(({ request }, index) => {
    try {
      quote(compiled, request);
      return [];
    } catch (error) {
      if (error instanceof Problem || error instanceof FormulaError)
        return [{ path: `/examples/${index}/request`, message: error.message }];
      throw error;
    }
  });
}
