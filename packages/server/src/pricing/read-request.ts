import type { CompiledBook, CompiledOperation } from './compiled-book.ts';
import { compare, larger, multiply, ratioToText, roundTo, smaller, subtract, add, type Ratio } from './formulas/exact-ratio.ts';
import { rangeText, readNumber, slots, type Fact, type NumberFact } from './formulas/facts.ts';
import type { Env } from './formulas/formula.ts';
import type { FactValue } from './price-book.ts';
import { pricedFacts, type PricedFacts, type PriceRequest } from './price-request.ts';
import { requestOutsidePriceBook } from './problems.ts';

/** A request that lies within a book, ready to be priced. */
export interface ReadRequest {
  readonly operation: CompiledOperation;
  readonly request: PricedFacts;
  readonly env: Env;
  /** The same with the most that measured facts can be; `undefined` where nothing is measured. */
  readonly most: Env | undefined;
}

const nothing: readonly Fact[] = [];

interface RequestError {
  readonly path: string;
  readonly message: string;
}

/** Reads a request by a book. Refuses, as `request_outside_price_book`, what the book has no price for, and lists what it has. */
export function readRequest(book: CompiledBook, asked: PriceRequest): ReadRequest {
  const request = pricedFacts(asked);
  const errors: RequestError[] = [];
  const { numbers, texts, truths } = book.blank;
  const env: Env = { numbers: [...numbers], texts: [...texts], truths: [...truths], notes: [] };
  const operation = book.operations.get(request.operation) ?? book.anyOperation;
  if (operation === undefined) errors.push({ path: '/operation', message: `must be one of ${[...book.operations.keys()].join(', ')}` });
  env.texts[slots.operation] = request.operation;
  for (const name in request) {
    const message = name === 'operation' ? undefined : readFact(book, name, request[name], env);
    if (message !== undefined) errors.push({ path: `/${name}`, message });
  }
  for (const { name } of operation?.needed ?? nothing) {
    if (request[name] === undefined) errors.push({ path: `/${name}`, message: `is missing: ${request.operation} is priced by it` });
  }
  const [width, height] = [env.numbers[slots.width], env.numbers[slots.height]];
  if (width !== undefined && height !== undefined) env.numbers[slots.pixels] = multiply(width, height);
  if (operation === undefined || errors.length > 0) throw outside(book, errors);
  if (operation.measured.length === 0) return { operation, request, env, most: undefined };
  const most = readMeasured(operation, request, env, errors);
  if (errors.length > 0) throw outside(book, errors);
  return { operation, request, env, most };
}

/** The refusal of a request, with what is wrong with it and what is possible. */
export function outside(book: CompiledBook, errors: readonly RequestError[]): Error {
  const words = errors.map(({ path, message }) => `${path.slice(1)} ${message}`.trim()).join('; ');
  return requestOutsidePriceBook(`The price book has no price for this request: ${words}.`, { errors, possible: possibleRequests(book) });
}

/** Puts what a request says of a fact into `env`, or says what is wrong with it. */
function readFact(book: CompiledBook, name: string, value: FactValue | undefined, env: Env): string | undefined {
  const fact = book.facts.get(name);
  if (fact === undefined) return `is not known to the price book, which has ${[...book.facts.keys()].join(', ')}`;
  if (value === undefined) return undefined;
  if (fact.kind === 'number') {
    const number = readNumber(fact, value);
    if (number === undefined) return `must be ${rangeText(fact)}`;
    env.numbers[fact.slot] = number;
  } else if (fact.kind === 'yesNo') {
    if (typeof value !== 'boolean') return 'must be true or false';
    env.truths[fact.slot] = value;
  } else {
    if (typeof value !== 'string') return 'must be text';
    if (fact.options !== undefined && !fact.titles.has(value)) return `must be one of ${[...fact.titles.keys()].join(', ')}`;
    env.texts[fact.slot] = value;
  }
  return undefined;
}

/** Puts the expected values into `env` and gives it with the highest ones. */
function readMeasured(operation: CompiledOperation, request: PricedFacts, env: Env, errors: RequestError[]): Env {
  const most: Env = { ...env, numbers: [...env.numbers] };
  for (const { fact, expected, atMost } of operation.measured) {
    const said = request[fact.name] !== undefined;
    if (!said && expected === undefined && fact.fallback === undefined) {
      errors.push({ path: `/${fact.name}`, message: 'is missing: say how much you expect' });
      continue;
    }
    const guess = env.numbers[fact.slot] ?? fact.from;
    const likely = said || expected === undefined ? guess : ontoGrid(fact, expected.run(env));
    env.numbers[fact.slot] = likely;
    most.numbers[fact.slot] = atMost === undefined ? fact.to : larger(likely, ontoGrid(fact, atMost.run(env)));
  }
  return most;
}

/** The next value of the fact that is not below the number, or the end of its range. */
export function ontoGrid(fact: NumberFact, value: Ratio): Ratio {
  if (compare(value, fact.from) <= 0) return fact.from;
  return smaller(add(fact.from, roundTo(subtract(value, fact.from), fact.step, 'up')), fact.to);
}

/** Everything that the book has a price for. */
function possibleRequests(book: CompiledBook): Readonly<Record<string, unknown>> {
  const operations = [...book.operations].map(([operation, { used }]) => ({ operation, facts: used.map((fact) => fact.name) }));
  const facts = Object.fromEntries([...book.facts.values()].map((fact) => [fact.name, possibleValues(fact)]));
  return { operations: operations.length === 0 ? 'any' : operations, facts };
}

function possibleValues(fact: Fact): unknown {
  if (fact.kind === 'yesNo') return [true, false];
  if (fact.kind === 'option') return fact.options?.map((option) => option.id) ?? 'any text';
  return { from: ratioToText(fact.from), to: ratioToText(fact.to), step: ratioToText(fact.step) };
}
