import Type from 'typebox';
import { folds, powerFormula, quotientFormula, roundFormula } from './arithmetic.ts';
import {
  bracketsFormula,
  casesFormula,
  doublingFormula,
  graduatedFormula,
  interpolateFormula,
  labelFormula,
  lookupFormula,
  refuseFormula,
  type Row,
} from './branches.ts';
import { compileCondition } from './compile-condition.ts';
import { compileName, readText } from './compile-name.ts';
import { compare, ratioFromText, zero } from './exact-ratio.ts';
import { expressionShapes, type Bracket, type Expression, type ExpressionKind, type ExpressionNodes } from './expression.ts';
import { formErrorsOf, pointer } from '../form-errors.ts';
import { constantFormula, foldFormula, type Formula, type Test } from './formula.ts';
import { isDecimal } from './number-text.ts';
import type { Scope } from './scope.ts';

const shapes = expressionShapes(Type.Unknown(), Type.Unknown());
// True because the shapes have one member for each kind.
const kinds = Object.keys(shapes) as ExpressionKind[];
const depthMax = 32;
const nodesMax = 10_000;

/** Turns a formula into closures, once. Whatever is wrong goes to `scope.errors`, and the formula is then not to be used. */
export function compileExpression(node: unknown, path: string, scope: Scope, depth = 0): Formula {
  const nothing = constantFormula(path, zero);
  const refuse = (message: string, at = path): Formula => {
    scope.errors.push({ path: at, message });
    return nothing;
  };
  scope.nodes += 1;
  if (depth > depthMax) return refuse(`is nested more than ${depthMax} deep`);
  if (scope.nodes > nodesMax) return scope.nodes === nodesMax + 1 ? refuse(`the book has more than ${nodesMax} formulas`) : nothing;
  if (typeof node === 'number') {
    return Number.isSafeInteger(node)
      ? constantFormula(path, ratioFromText(node))
      : refuse(`write ${node} as text, "${node}", so that it stays exact`);
  }
  if (typeof node === 'string')
    return isDecimal(node) ? constantFormula(path, ratioFromText(node)) : compileNamed(node, path, scope, depth);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) {
    return refuse(`must be a number, a name, or an object with one of ${kinds.join(', ')}`);
  }
  const kind = kinds.find((each) => each in node);
  if (kind === undefined) return refuse(`has none of ${kinds.join(', ')}; it has ${Object.keys(node).join(', ') || 'nothing'}`);
  const errors = formErrorsOf(shapes[kind], node);
  for (const error of errors) scope.errors.push({ path: `${path}${error.path}`, message: error.message });
  if (errors.length > 0) return nothing;
  return compileKind(kind, node, {
    path,
    scope,
    inner: (item, name) => compileExpression(item, `${path}/${name}`, scope, depth + 1),
    test: (item, name) => compileTest(item, `${path}/${name}`, scope, depth + 1),
    refuse,
  });
}

/** Turns a condition into a test, once. */
export function compileTest(node: unknown, path: string, scope: Scope, depth = 0): Test {
  return compileCondition(node, path, scope, (name, at) => compileNamed(name, at, scope, depth), depth);
}

/** The formula of a name: a fact, something that follows from facts, a column, or a value of the book. */
function compileNamed(name: string, path: string, scope: Scope, depth: number): Formula {
  if (!Object.hasOwn(scope.values, name)) return compileName(name, path, scope);
  const known = scope.compiled.get(name);
  if (known !== undefined) return known;
  if (scope.compiled.has(name)) {
    scope.errors.push({ path, message: `${name} is made of itself` });
    return constantFormula(path, zero);
  }
  scope.compiled.set(name, undefined);
  const formula = compileExpression(scope.values[name], `/values/${name}`, scope, depth + 1);
  scope.compiled.set(name, formula);
  return formula;
}

/** Where a node stands, and what it takes to compile what is inside. */
interface Place {
  readonly path: string;
  readonly scope: Scope;
  readonly inner: (item: unknown, name: string) => Formula;
  readonly test: (item: unknown, name: string) => Test;
  readonly refuse: (message: string, at?: string) => Formula;
}

type Compilers = { readonly [K in ExpressionKind]: (node: ExpressionNodes[K], place: Place) => Formula };

const several = (items: readonly Expression[], name: string, { inner }: Place): readonly Formula[] =>
  items.map((item, index) => inner(item, `${name}/${index}`));

const compilers: Compilers = {
  sum: (node, place) => foldFormula(place.path, several(node.sum, 'sum', place), folds.sum),
  product: (node, place) => foldFormula(place.path, several(node.product, 'product', place), folds.product),
  min: (node, place) => foldFormula(place.path, several(node.min, 'min', place), folds.min),
  max: (node, place) => foldFormula(place.path, several(node.max, 'max', place), folds.max),
  difference: (node, place) => foldFormula(place.path, several(node.difference, 'difference', place), folds.difference),
  quotient: ({ quotient: [of, by] }, { path, inner }) => quotientFormula(path, inner(of, 'quotient/0'), inner(by, 'quotient/1')),
  power: (node, { path, inner }) => powerFormula(path, inner(node.power, 'power'), ratioFromText(node.exponent)),
  round: (node, { path, inner }) => roundFormula(path, inner(node.round, 'round'), ratioFromText(node.to), node.mode),
  brackets: (node, place) =>
    bracketsFormula(place.path, place.inner(node.brackets, 'brackets'), rowsOf(node.upTo, place), place.inner(node.above, 'above')),
  graduated: (node, place) => {
    const [first] = node.upTo;
    if (first !== undefined && compare(ratioFromText(first[0]), zero) <= 0) {
      place.refuse('must be above zero, from where it counts', `${place.path}/upTo/0/0`);
    }
    return graduatedFormula(
      place.path,
      place.inner(node.graduated, 'graduated'),
      rowsOf(node.upTo, place),
      place.inner(node.above, 'above'),
    );
  },
  interpolate: (node, place) => {
    const points = node.points.map(([at, value]) => ({ at: ratioFromText(at), value: ratioFromText(value) }));
    checkAscending(
      points.map((point) => point.at),
      'points',
      place,
    );
    return interpolateFormula(place.path, place.inner(node.interpolate, 'interpolate'), points);
  },
  lookup: compileLookup,
  when: (node, place) =>
    casesFormula(
      place.path,
      [{ when: place.test(node.when, 'when'), value: place.inner(node.value, 'value') }],
      place.inner(node.otherwise, 'otherwise'),
    ),
  cases: (node, place) =>
    casesFormula(
      place.path,
      node.cases.map(({ when, value }, index) => ({
        when: place.test(when, `cases/${index}/when`),
        value: place.inner(value, `cases/${index}/value`),
      })),
      place.inner(node.otherwise, 'otherwise'),
    ),
  perDoubling: (node, { path, inner }) => doublingFormula(path, inner(node.perDoubling, 'perDoubling'), inner(node.of, 'of')),
  label: (node, { path, inner }) => labelFormula(path, node.label, inner(node.value, 'value')),
  refuse: (node, { path }) => refuseFormula(path, node.refuse),
};

function compileKind(kind: ExpressionKind, node: object, place: Place): Formula {
  // True because the node has just been checked against the form of its kind.
  const compile = compilers[kind] as (node: object, place: Place) => Formula;
  return compile(node, place);
}

function rowsOf(rows: readonly Bracket[], place: Place): readonly Row[] {
  const limits = rows.map(([limit]) => ratioFromText(limit));
  checkAscending(limits, 'upTo', place);
  return rows.map(([, value], index) => ({ limit: limits[index] ?? zero, value: place.inner(value, `upTo/${index}/1`) }));
}

function checkAscending(limits: readonly { readonly n: bigint; readonly d: bigint }[], name: string, { path, refuse }: Place): void {
  for (const [index, limit] of limits.entries()) {
    const before = limits[index - 1];
    if (before !== undefined && compare(before, limit) >= 0) refuse('must be above the one before it', `${path}/${name}/${index}/0`);
  }
}

function compileLookup(node: ExpressionNodes['lookup'], { path, scope, inner, refuse }: Place): Formula {
  const table = new Map(Object.entries(node.in).map(([key, value]) => [key, inner(value, `in/${pointer(key)}`)]));
  const text = readText(node.lookup, `${path}/lookup`, scope);
  if (text === undefined) return constantFormula(path, zero);
  const { options } = text;
  const missing = options?.filter((option) => !table.has(option)) ?? ['every other text'];
  if (missing.length > 0 && node.otherwise === undefined) {
    refuse(`has no entry for ${missing.join(', ')}: add it, or add "otherwise"`, `${path}/in`);
  }
  for (const key of table.keys()) {
    if (options?.includes(key) === false)
      refuse(`${node.lookup} cannot be ${key}; it can be ${options.join(', ')}`, `${path}/in/${pointer(key)}`);
  }
  const otherwise = node.otherwise === undefined ? refuseFormula(path, 'there is no entry') : inner(node.otherwise, 'otherwise');
  return lookupFormula(path, text, table, otherwise);
}
