import { amountFromText, assert, contentHash, derivedId } from '../kernel/index.ts';
import {
  compileCondition,
  compileExpression,
  formErrorsOf,
  type BookError,
  type Evaluate,
  type Facts,
  type Scope,
  type Test,
} from './compile-expression.ts';
import { ratioFromText, ratioOf, ratioToText, zero, type Ratio } from './exact-ratio.ts';
import { numberFacts, type NumberFact } from './expression.ts';
import { priceBookFrame, type PriceBook, type StepKind } from './price-book.ts';
import type { Operation, PricedFacts } from './price-request.ts';
import { invalidPriceBook } from './problems.ts';

/** Which published version a compiled book is. Version 0 is a book that was never published. */
export interface BookIdentity {
  readonly version: number;
  readonly effectiveFromMs: number;
}

/** A price book made ready for fast quotes. Make it with `compilePriceBook` and keep it; it never changes. */
export interface CompiledBook extends BookIdentity {
  readonly id: string;
  /** SHA-256 of the canonical text of `book`. */
  readonly hash: string;
  readonly book: PriceBook;
  readonly operations: ReadonlyMap<Operation, CompiledOperation>;
  readonly models: ReadonlyMap<string, { readonly title: string; readonly factor: Ratio }>;
  readonly roundingStep: Ratio;
  /** Micro-credits. */
  readonly expensiveTotal: bigint;
  /** Pixels of one picture. */
  readonly expensivePixels: number;
}

export interface CompiledOperation {
  readonly takesSteps: boolean;
  readonly takesFactor: boolean;
  readonly steps: readonly CompiledStep[];
}

export interface CompiledStep {
  readonly kind: StepKind;
  readonly path: string;
  readonly applies: Test;
  readonly value: Evaluate;
  readonly label: (facts: Facts) => string;
  readonly detail: ((facts: Facts) => string) | undefined;
}

/**
 * Turns a price book into closures, once. Throws `invalid_price_book`, with the path of each offending node, for a book that is not well
 * formed or refers to what is not there. What only shows in use (negative prices, division by zero) is found by `parsePriceBook`.
 */
export function compilePriceBook(value: unknown, identity: BookIdentity = { version: 0, effectiveFromMs: 0 }): CompiledBook {
  const errors = formErrorsOf(priceBookFrame, value);
  if (errors.length > 0) throw notValid(errors);
  // True because the frame was checked above and compiling below checks every formula in it.
  const book = value as PriceBook;
  checkRanges(book, errors);
  const operations = new Map(book.operations.map((operation, index) => [operation.operation, compileOperation(book, index, errors)]));
  if (errors.length > 0) throw notValid(errors);
  const hash = contentHash(book);
  const expensiveTotal = amountFromText(book.warnings.totalAtLeast);
  assert(expensiveTotal !== undefined, 'the schema admits amounts only');
  return {
    ...identity,
    id: derivedId('book', String(identity.version), hash),
    hash,
    book,
    operations,
    models: new Map(book.models.map((model) => [model.id, { title: model.title, factor: ratioFromText(model.factor) }])),
    roundingStep: ratioFromText(book.rounding.step),
    expensiveTotal,
    expensivePixels: Number(book.warnings.megapixelsAtLeast) * 1_000_000,
  };
}

export function notValid(errors: readonly BookError[]): Error {
  const first = errors.slice(0, 3).map((error) => `${error.path === '' ? '/' : error.path} ${error.message}`);
  const more = errors.length > 3 ? ` (and ${errors.length - 3} more)` : '';
  return invalidPriceBook(`The price book cannot be used: ${first.join('; ')}${more}. Correct it and try again.`, {
    errors: errors.slice(0, 100),
  });
}

function checkRanges(book: PriceBook, errors: BookError[]): void {
  const { limits } = book;
  const ranges = [
    ['widthMin', limits.widthMin, 'widthMax', limits.widthMax],
    ['heightMin', limits.heightMin, 'heightMax', limits.heightMax],
    ['stepsMin', limits.stepsMin, 'stepsMax', limits.stepsMax],
  ] as const;
  for (const [low, min, high, max] of ranges) {
    if (min > max) errors.push({ path: `/limits/${high}`, message: `must not be below ${low}` });
  }
  for (const name of ['widthMin', 'widthMax', 'heightMin', 'heightMax'] as const) {
    if (limits[name] % limits.dimensionStep !== 0)
      errors.push({ path: `/limits/${name}`, message: `must be a multiple of dimensionStep, ${limits.dimensionStep}` });
  }
  refuseTwice(
    book.models.map((model) => model.id),
    '/models',
    'id',
    errors,
  );
  refuseTwice(
    book.operations.map((operation) => operation.operation),
    '/operations',
    'operation',
    errors,
  );
  for (const [index, model] of book.models.entries()) {
    if (model.factor.startsWith('-')) errors.push({ path: `/models/${index}/factor`, message: 'must not be negative' });
  }
}

function refuseTwice(names: readonly string[], path: string, member: string, errors: BookError[]): void {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index) errors.push({ path: `${path}/${index}/${member}`, message: `${name} is there twice` });
  }
}

function compileOperation(book: PriceBook, index: number, errors: BookError[]): CompiledOperation {
  const operation = book.operations[index];
  assert(operation !== undefined, 'the index is one of the list');
  const takesSteps = operation.takes.includes('steps');
  const takesFactor = operation.takes.includes('factor');
  const scope: Scope = {
    numbers: new Set(numberFacts.filter((fact) => (fact === 'steps' ? takesSteps : fact === 'factor' ? takesFactor : true))),
    texts: { model: book.models.map((model) => model.id), operation: [operation.operation] },
    errors,
  };
  const steps = operation.price.map((step, place): CompiledStep => {
    const path = `/operations/${index}/price/${place}`;
    if ((step.kind === 'base') !== (place === 0))
      errors.push({ path: `${path}/kind`, message: 'the first line is the base, and no other' });
    return {
      kind: step.kind,
      path,
      applies: step.when === undefined ? () => true : compileCondition(step.when, `${path}/when`, scope),
      value: compileExpression(step.value, `${path}/value`, scope),
      label: compileTemplate(step.label, `${path}/label`, scope),
      detail: step.detail === undefined ? undefined : compileTemplate(step.detail, `${path}/detail`, scope),
    };
  });
  return { takesSteps, takesFactor, steps };
}

/** Text with facts in braces, such as `"{width}×{height}"`; `{model}` is the title of the model. */
function compileTemplate(template: string, path: string, scope: Scope): (facts: Facts) => string {
  const parts = template.split(/\{([a-zA-Z]*)\}/u);
  for (const [index, name] of parts.entries()) {
    if (index % 2 === 1 && name !== 'model' && !scope.numbers.has(name)) {
      scope.errors.push({
        path,
        message: `there is no {${name}} here; there are ${['model', ...scope.numbers].map((fact) => `{${fact}}`).join(', ')}`,
      });
    }
  }
  if (parts.length === 1) return () => template;
  return (facts) => parts.map((part, index) => (index % 2 === 0 ? part : factText(facts, part))).join('');
}

function factText(facts: Facts, name: string): string {
  // True because compileTemplate has refused every other name.
  return name === 'model' ? facts.modelTitle : ratioToText(facts[name as NumberFact]);
}

/** The facts of a request that lies within the book. */
export function factsOf(book: CompiledBook, request: PricedFacts): Facts {
  const model = book.models.get(request.model);
  assert(model !== undefined, 'the model was looked up before');
  return {
    operation: request.operation,
    model: request.model,
    modelTitle: model.title,
    modelFactor: model.factor,
    width: ratioOf(request.width),
    height: ratioOf(request.height),
    pixels: ratioOf(request.width * request.height),
    steps: request.steps === null ? zero : ratioOf(request.steps),
    images: ratioOf(request.images),
    factor: request.factor === null ? zero : ratioOf(request.factor),
    negativePrompt: request.negativePrompt,
  };
}
