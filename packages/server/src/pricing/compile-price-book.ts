import { amountFromText, contentHash, derivedId } from '../kernel/index.ts';
import { chargingErrors } from './charging.ts';
import { compileExpression } from './formulas/compile-expression.ts';
import { compileLines } from './compile-lines.ts';
import type { BookIdentity, CompiledBook, CompiledOperation, MeasuredFact } from './compiled-book.ts';
import { floorMillionths, ratioFromText, reduce, zero } from './formulas/exact-ratio.ts';
import { readFacts, slots, type Fact, type Facts, type NumberFact } from './formulas/facts.ts';
import { reservedNames } from './formulas/expression.ts';
import { formErrorsOf, pointer, type BookError } from './form-errors.ts';
import { fallAxes, priceBookFrame, type PriceBook } from './price-book.ts';
import { invalidPriceBook } from './problems.ts';
import type { Scope } from './formulas/scope.ts';

/** What a total is rounded to where the book does not say: the smallest amount that there is. */
const finest = { to: '0.000001', mode: 'half_up' } as const;

/**
 * Turns a price book into closures, once. Throws `invalid_price_book`, with the path of each offending node, for a book that is not well
 * formed or refers to what is not there. What only shows in use (negative prices, division by zero) is found by `parsePriceBook`.
 */
export function compilePriceBook(value: unknown, identity: BookIdentity = { version: 0, effectiveFromMs: 0 }): CompiledBook {
  const errors = formErrorsOf(priceBookFrame, value);
  if (errors.length > 0) throw notValid(errors);
  // True because the frame was checked above and compiling below checks everything in it.
  const book = value as PriceBook;
  const facts = readFacts(book.facts ?? {}, errors);
  checkNames(book, facts, errors);
  const operations = new Map<string, CompiledOperation>();
  for (const name of Object.keys(book.operations ?? {})) {
    const { form, path } = priceOf(book, name, errors);
    operations.set(name, compileOperation(form, path, book, facts, errors));
  }
  const anyOperation = book.price === undefined ? undefined : compileOperation(book.price, '/price', book, facts, errors);
  errors.push(...chargingErrors(book.charging ?? [], [...operations.keys()]));
  if (errors.length > 0) throw notValid(errors);
  const hash = contentHash(book);
  const { to, mode } = book.rounding ?? finest;
  const { warnings } = book;
  return {
    ...identity,
    id: derivedId('book', String(identity.version), hash),
    hash,
    book,
    facts,
    operations,
    anyOperation,
    rounding: { to: reduce(ratioFromText(to)), millionths: floorMillionths(ratioFromText(to)), mode },
    expensiveTotal: warnings === undefined ? undefined : amountFromText(warnings.totalAtLeast.toString()),
    expensivePixels: warnings === undefined ? undefined : Number(warnings.megapixelsAtLeast) * 1_000_000,
    blank: blankOf(facts),
  };
}

/** `invalid_price_book` with these errors, each once. */
export function notValid(all: readonly BookError[]): Error {
  const errors = [...new Map(all.map((error) => [`${error.path} ${error.message}`, error])).values()];
  const first = errors.slice(0, 3).map((error) => `${error.path === '' ? '/' : error.path} ${error.message}`);
  const more = errors.length > 3 ? ` (and ${errors.length - 3} more)` : '';
  return invalidPriceBook(`The price book cannot be used: ${first.join('; ')}${more}. Correct it and try again.`, {
    errors: errors.slice(0, 100),
  });
}

function checkNames(book: PriceBook, facts: Facts, errors: BookError[]): void {
  if ((book.price === undefined) === (book.operations === undefined)) {
    errors.push({ path: '', message: 'must have either "price", for every operation, or "operations"' });
  }
  for (const name of Object.keys(book.values ?? {})) {
    const path = `/values/${name}`;
    if (reservedNames.some((word) => word === name)) errors.push({ path, message: 'is a word of the language; choose another name' });
    else if (facts.has(name)) errors.push({ path, message: 'is the name of a fact already' });
  }
  for (const axis of Object.keys(book.mayFall ?? {})) {
    const fact = facts.get(axis);
    const known = fallAxes.some((each) => each === axis) || (fact?.kind === 'number' && fact.measured !== undefined);
    if (!known) errors.push({ path: `/mayFall/${axis}`, message: `only ${fallAxes.join(', ')} and measured facts are looked at` });
  }
}

/** The price of an operation, or of the one that it is the same as. */
function priceOf(book: PriceBook, name: string, errors: BookError[]): { readonly form: unknown; readonly path: string } {
  const path = `/operations/${pointer(name)}`;
  const form: unknown = book.operations?.[name];
  if (typeof form !== 'object' || form === null || !('sameAs' in form)) return { form, path };
  const other = typeof form.sameAs === 'string' ? form.sameAs : '';
  const target: unknown = Object.hasOwn(book.operations ?? {}, other) ? book.operations?.[other] : undefined;
  const isPrice = target !== undefined && (typeof target !== 'object' || target === null || !('sameAs' in target));
  if (!isPrice || Object.keys(form).length > 1) {
    errors.push({ path: `${path}/sameAs`, message: 'must be, alone, the name of an operation that has a price of its own' });
    return { form: 0, path };
  }
  return { form: target, path: `/operations/${pointer(other)}` };
}

function compileOperation(form: unknown, path: string, book: PriceBook, facts: Facts, errors: BookError[]): CompiledOperation {
  const scope: Scope = { facts, values: book.values ?? {}, compiled: new Map(), used: new Set(), errors, nodes: 0 };
  const lines = compileLines(form, path, scope);
  const measured = [...scope.used].filter(isMeasured).map((fact) => compileMeasured(fact, scope));
  const used = [...facts.values()].filter((fact) => scope.used.has(fact));
  const needed = used.filter((fact) => fact.fallback === undefined && !isMeasured(fact));
  return { path, lines, used, needed, measured };
}

function isMeasured(fact: Fact): fact is NumberFact {
  return fact.kind === 'number' && fact.measured !== undefined;
}

function compileMeasured(fact: NumberFact, scope: Scope): MeasuredFact {
  const own: Scope = { ...scope, compiled: new Map(), used: new Set() };
  const compile = (name: 'expected' | 'atMost') => {
    const form = fact.measured?.[name];
    return form === undefined ? undefined : compileExpression(form, `/facts/${fact.name}/measured/${name}`, own);
  };
  const result = { fact, expected: compile('expected'), atMost: compile('atMost') };
  for (const used of own.used) {
    if (isMeasured(used)) {
      scope.errors.push({ path: `/facts/${fact.name}/measured`, message: `reads ${used.name}, which is not known before either` });
    }
    scope.used.add(used);
  }
  return result;
}

function blankOf(facts: Facts): CompiledBook['blank'] {
  const blank: CompiledBook['blank'] = { numbers: [zero, zero, zero], texts: [''], truths: [] };
  for (const fact of facts.values()) {
    if (fact.kind === 'number') blank.numbers[fact.slot] = fact.fallback ?? zero;
    else if (fact.kind === 'option') blank.texts[fact.slot] = fact.fallback ?? '';
    else blank.truths[fact.slot] = fact.fallback ?? false;
  }
  blank.numbers[slots.pixels] = zero;
  return blank;
}
