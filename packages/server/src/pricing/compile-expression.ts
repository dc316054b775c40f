import Value from 'typebox/value';
import Type, { type TSchema } from 'typebox';
import { assert } from '../kernel/index.ts';
import { add, compare, divide, multiply, power, ratioFromText, stepsOf, subtract, zero, type Ratio } from './exact-ratio.ts';
import {
  conditionShapes,
  expressionShapes,
  numberText,
  type Condition,
  type Expression,
  type NumberFact,
  type TextFact,
  type TruthFact,
} from './expression.ts';

/** The facts of one request as formulas see them. */
export type Facts = Readonly<Record<NumberFact, Ratio> & Record<TextFact | 'modelTitle', string> & Record<TruthFact, boolean>>;

/** Gives the value of a formula and adds the labels that it passed to `labels`. Throws FormulaError. */
export type Evaluate = (facts: Facts, labels: string[]) => Ratio;
export type Test = (facts: Facts) => boolean;

/** Something wrong in a price book, at a JSON pointer. */
export interface BookError {
  readonly path: string;
  readonly message: string;
}

/** What a formula may refer to where it stands, and where to say what is wrong with it. */
export interface Scope {
  readonly numbers: ReadonlySet<string>;
  /** The texts that each text fact can have. */
  readonly texts: Readonly<Record<TextFact, readonly string[]>>;
  readonly errors: BookError[];
}

/** A formula that has no value for some request: a division by zero, or a number too large. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

const shapes = expressionShapes(Type.Unknown(), Type.Unknown());
const conditions = conditionShapes(Type.Unknown());
const depthMax = 32;

/** Turns a formula into a function, once. Whatever is wrong goes to `scope.errors`, and the function is then not to be used. */
export function compileExpression(node: unknown, path: string, scope: Scope, depth = 0): Evaluate {
  if (!hasForm(node, shapes, path, scope, depth)) return () => zero;
  // True because hasForm has just checked the form of this node; what is inside is checked when it is compiled.
  return compileKind(
    node as Expression,
    path,
    scope,
    (inner, name) => compileExpression(inner, `${path}/${name}`, scope, depth + 1),
    depth,
  );
}

function compileKind(
  node: Expression,
  path: string,
  scope: Scope,
  inner: (node: Expression, name: string) => Evaluate,
  depth: number,
): Evaluate {
  if (typeof node === 'string') return constant(ratioFromText(node));
  switch (node.kind) {
    case 'fact':
      return number(node.fact, path, scope);
    case 'sum':
    case 'product':
    case 'min':
    case 'max':
      return gather(
        node.of.map((item, index) => inner(item, `of/${index}`)),
        combine[node.kind],
      );
    case 'difference':
      return gather([inner(node.from, 'from'), inner(node.subtract, 'subtract')], subtract);
    case 'quotient':
      return gather([inner(node.of, 'of'), inner(node.by, 'by')], (a, b) => divide(a, b) ?? fail(path, 'divides by zero'));
    case 'power': {
      const quarters = stepsOf(ratioFromText(node.exponent), { n: 1n, d: 4n }, 'down');
      return gather(
        [inner(node.of, 'of')],
        (base) => base,
        (base) => power(base, quarters) ?? fail(path, 'has no value this large, or a root of a negative number'),
      );
    }
    case 'quantise': {
      const step = ratioFromText(node.step);
      return gather(
        [inner(node.of, 'of')],
        (value) => value,
        (value) => multiply({ n: stepsOf(value, step, node.mode), d: 1n }, step),
      );
    }
    case 'label':
      return labelled(inner(node.of, 'of'), node.label);
    case 'when': {
      const test = compileCondition(node.if, `${path}/if`, scope, depth + 1);
      const [yes, no] = [inner(node.value, 'value'), inner(node.otherwise, 'otherwise')];
      return (facts, labels) => (test(facts) ? yes : no)(facts, labels);
    }
    case 'brackets':
      return brackets(node, path, scope, inner);
    case 'lookup':
      return lookup(node, path, scope, inner);
  }
}

const smaller = (a: Ratio, b: Ratio): Ratio => (compare(a, b) <= 0 ? a : b);
const larger = (a: Ratio, b: Ratio): Ratio => (compare(a, b) >= 0 ? a : b);
const combine = { sum: add, product: multiply, min: smaller, max: larger };

const constants = new WeakMap<Evaluate, Ratio>();

function constant(value: Ratio): Evaluate {
  const evaluate: Evaluate = () => value;
  constants.set(evaluate, value);
  return evaluate;
}

/** Folds the values of the parts from left to right, at once where all of them are constants, and ends with `finish`. */
function gather(
  parts: readonly Evaluate[],
  fold: (a: Ratio, b: Ratio) => Ratio,
  finish: (value: Ratio) => Ratio = (value) => value,
): Evaluate {
  const [first, ...rest] = parts;
  assert(first !== undefined, 'a formula without parts');
  const evaluate: Evaluate = (facts, labels) => {
    let value = first(facts, labels);
    for (const part of rest) value = fold(value, part(facts, labels));
    return finish(value);
  };
  const values = parts.map((part) => constants.get(part));
  const [head, ...tail] = values;
  if (head === undefined || tail.includes(undefined)) return evaluate;
  try {
    return constant(finish(tail.reduce((value: Ratio, next) => (next === undefined ? value : fold(value, next)), head)));
  } catch (error) {
    // Left as it is: it fails with its path as soon as a request comes to it, and the check of the book makes such requests.
    if (error instanceof FormulaError) return evaluate;
    throw error;
  }
}

function number(fact: NumberFact, path: string, scope: Scope): Evaluate {
  if (!scope.numbers.has(fact)) {
    scope.errors.push({ path: `${path}/fact`, message: `this operation does not take ${fact}; it has ${[...scope.numbers].join(', ')}` });
  }
  return (facts) => facts[fact];
}

function labelled(evaluate: Evaluate, label: string): Evaluate {
  return (facts, labels) => {
    labels.push(label);
    return evaluate(facts, labels);
  };
}

function brackets(
  node: Extract<Expression, { kind: 'brackets' }>,
  path: string,
  scope: Scope,
  inner: (node: Expression, name: string) => Evaluate,
): Evaluate {
  const of = inner(node.of, 'of');
  const above = inner(node.above, 'above');
  const rows = node.brackets.map((row, index) => ({
    atMost: ratioFromText(row.atMost),
    value: inner(row.value, `brackets/${index}/value`),
  }));
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (before !== undefined && compare(before.atMost, row.atMost) >= 0) {
      scope.errors.push({ path: `${path}/brackets/${index}/atMost`, message: 'must be above the bracket before it' });
    }
  }
  return (facts, labels) => {
    const value = of(facts, labels);
    const row = rows.find((candidate) => compare(value, candidate.atMost) <= 0);
    return (row?.value ?? above)(facts, labels);
  };
}

function lookup(
  node: Extract<Expression, { kind: 'lookup' }>,
  path: string,
  scope: Scope,
  inner: (node: Expression, name: string) => Evaluate,
): Evaluate {
  const otherwise = node.otherwise === undefined ? undefined : inner(node.otherwise, 'otherwise');
  const table = new Map(Object.entries(node.table).map(([key, value]) => [key, inner(value, `table/${pointer(key)}`)]));
  const possible = scope.texts[node.fact];
  const missing = possible.filter((text) => !table.has(text));
  if (missing.length > 0 && otherwise === undefined) {
    scope.errors.push({ path: `${path}/table`, message: `has no entry for ${missing.join(', ')}: add it, or add "otherwise"` });
  }
  for (const key of table.keys()) {
    if (node.fact === 'model' && !possible.includes(key)) {
      scope.errors.push({
        path: `${path}/table/${pointer(key)}`,
        message: `there is no model ${key}; the models are ${possible.join(', ')}`,
      });
    }
  }
  return (facts, labels) => (table.get(facts[node.fact]) ?? otherwise ?? fail(path, `has no entry for ${facts[node.fact]}`))(facts, labels);
}

/** Turns a condition into a function, once; wrong ones go to `scope.errors`. */
export function compileCondition(node: unknown, path: string, scope: Scope, depth = 0): Test {
  if (!hasForm(node, conditions, path, scope, depth)) return () => false;
  // True because hasForm has just checked the form of this node; what is inside is checked when it is compiled.
  const condition = node as Condition;
  const inner = (item: Condition, name: string): Test => compileCondition(item, `${path}/${name}`, scope, depth + 1);
  switch (condition.kind) {
    case 'equals':
      if (condition.fact === 'model' && !scope.texts.model.includes(condition.value)) {
        scope.errors.push({
          path: `${path}/value`,
          message: `there is no model ${condition.value}; the models are ${scope.texts.model.join(', ')}`,
        });
      }
      return (facts) => facts[condition.fact] === condition.value;
    case 'true':
      return (facts) => facts[condition.fact];
    case 'at-most':
    case 'at-least': {
      const read = number(condition.fact, path, scope);
      const bound = ratioFromText(condition.value);
      const wanted = condition.kind === 'at-most' ? [-1, 0] : [0, 1];
      return (facts) => wanted.includes(compare(read(facts, []), bound));
    }
    case 'all':
    case 'any': {
      const tests = condition.of.map((item, index) => inner(item, `of/${index}`));
      return condition.kind === 'all' ? (facts) => tests.every((test) => test(facts)) : (facts) => tests.some((test) => test(facts));
    }
    case 'not': {
      const test = inner(condition.of, 'of');
      return (facts) => !test(facts);
    }
  }
}

/** Whether the node itself has the form of its kind; says what is wrong if not. */
function hasForm(node: unknown, kinds: Readonly<Record<string, TSchema>>, path: string, scope: Scope, depth: number): boolean {
  const errors = formErrors(node, kinds, depth);
  for (const error of errors) scope.errors.push({ path: `${path}${error.path}`, message: error.message });
  return errors.length === 0;
}

function formErrors(node: unknown, kinds: Readonly<Record<string, TSchema>>, depth: number): readonly BookError[] {
  if (depth > depthMax) return [{ path: '', message: `is nested more than ${depthMax} deep` }];
  if (typeof node === 'string' && kinds === shapes) {
    return Value.Check(numberText, node) ? [] : [{ path: '', message: 'a constant is decimal text, such as "0.5"' }];
  }
  if (typeof node !== 'object' || node === null || !('kind' in node)) {
    const constants = kinds === shapes ? 'decimal text such as "0.5", or ' : '';
    return [{ path: '', message: `must be ${constants}an object with one of the kinds ${Object.keys(kinds).join(', ')}` }];
  }
  const shape = typeof node.kind === 'string' && Object.hasOwn(kinds, node.kind) ? kinds[node.kind] : undefined;
  if (shape === undefined) return [{ path: '/kind', message: `unknown kind; there are ${Object.keys(kinds).join(', ')}` }];
  return formErrorsOf(shape, node);
}

/** Where a value does not have its form, in words. */
export function formErrorsOf(schema: TSchema, value: unknown): BookError[] {
  // A member that is too much comes twice: at the member as "schema is false" and at its object by name. The second says more.
  const errors = Value.Errors(schema, value).filter((error) => error.keyword !== 'boolean');
  return errors.map((error) => ({ path: error.instancePath, message: describe(error) }));
}

/** The message of a schema error, with what would have been right where the schema knows it. */
function describe(error: { readonly message: string; readonly params: object }): string {
  // True because these two members are read as unknown, and params is an object.
  const { allowedValues, additionalProperties } = error.params as { allowedValues?: unknown; additionalProperties?: unknown };
  const list = allowedValues ?? additionalProperties;
  return Array.isArray(list) ? `${error.message}: ${list.join(', ')}` : error.message;
}

function fail(path: string, message: string): never {
  throw new FormulaError(path, message);
}

/** Escapes a member name for a JSON pointer. */
function pointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
