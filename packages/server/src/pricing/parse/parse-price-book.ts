import { Problem } from '../../kernel/index.ts';
import { blameNegative } from './blame.ts';
import { compilePriceBook, notValid } from '../compile-price-book.ts';
import type { CompiledBook, CompiledOperation } from '../compiled-book.ts';
import type { BookError } from '../form-errors.ts';
import { quote } from '../quote.ts';
import { RequestSpace } from './sample-requests.ts';
import { searchFall } from './search-falls.ts';
import { searchFailures, type Finding } from './search-price.ts';

/** Something wrong in a price book, with a request that shows it where there is one. */
interface PriceError extends BookError {
  readonly request?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Checks everything about a price book that is to be published, and gives it compiled. Beyond its form, each operation is looked at over
 * all requests that it can have: each price must exist, be zero or above, fit 64 bits, and never fall when pictures, area or steps are
 * added, unless `mayFall` says why. Throws `invalid_price_book` with the path of each offending node, and with a request that shows what is
 * wrong. Takes some milliseconds for most books, and a second for one whose formulas do not show what they do.
 */
export function parsePriceBook(value: unknown): CompiledBook {
  const compiled = compilePriceBook(value);
  const errors = [...operationErrors(compiled), ...exampleErrors(compiled)];
  if (errors.length > 0) throw notValid(errors);
  return compiled;
}

function operationErrors(compiled: CompiledBook): readonly PriceError[] {
  const all = new Map(compiled.operations);
  if (compiled.anyOperation !== undefined) all.set('generate', compiled.anyOperation);
  // Operations with the same price are looked at once.
  const byPath = new Map([...all].toReversed().map(([name, operation]) => [operation.path, { name, operation }]));
  return [...byPath.values()].toReversed().flatMap(({ name, operation }) => {
    const space = new RequestSpace(operation.used, compiled.blank, name);
    // A sentence or two for each operation are enough: a wrong formula is wrong for thousands of requests.
    const failures = searchFailures(compiled, operation, space);
    const fall = failures.length > 0 ? undefined : searchFall(compiled, operation, space);
    return [...failures, ...(fall === undefined ? [] : [fall])].map((finding) => errorOf(finding, name, operation, space));
  });
}

function errorOf({ path, message, point }: Finding, name: string, operation: CompiledOperation, space: RequestSpace): PriceError {
  const deeper = message === 'is negative' ? blameNegative(operation, space.env(point)) : undefined;
  const request = space.facts.length === 0 ? 'every request' : space.describe(point);
  const words = message.startsWith('falls') ? message : `${message}, for ${request}`;
  return { path: deeper ?? path, message: words, request: { operation: name, ...space.witness(point) } };
}

function exampleErrors(compiled: CompiledBook): readonly PriceError[] {
  return (compiled.book.examples ?? []).flatMap(({ request }, index) => {
    const path = `/examples/${index}/request`;
    const { operation } = request;
    if (typeof operation !== 'string') return [{ path, message: 'must say the operation' }];
    try {
      quote(compiled, { ...request, operation });
      return [];
    } catch (error) {
      if (error instanceof Problem) return [{ path, message: error.detail }];
      throw error;
    }
  });
}
