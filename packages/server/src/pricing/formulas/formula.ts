import { compare, larger, reduce, smaller, type Ratio } from './exact-ratio.ts';

/** The facts of one request as formulas see them. The arrays are indexed by the slots of the facts. */
export interface Env {
  readonly numbers: Ratio[];
  readonly texts: string[];
  readonly truths: boolean[];
  /** Labels that were passed on the way to a price. */
  readonly notes: string[];
}

/** All numbers from `lo` to `hi`. */
export interface Range {
  readonly lo: Ratio;
  readonly hi: Ratio;
}

/** Many requests at once: what each fact may be. */
export interface Box {
  readonly numbers: readonly Range[];
  readonly texts: readonly (readonly string[])[];
  readonly truths: readonly (readonly boolean[])[];
}

/** What a number does while the facts of an axis grow and all others stay; `undefined` where that cannot be told. */
export type Trend = 'flat' | 'rises' | 'falls' | undefined;

/** The facts that grow, by slot, and what all facts may be. */
export interface Axis {
  readonly slots: ReadonlySet<number>;
  readonly box: Box;
}

/** A formula made ready: its value for a request, and within which bounds it stays for many. */
export interface Formula {
  /** Where it stands in the book, as a JSON pointer. */
  readonly path: string;
  /** Throws FormulaError or Refusal. */
  readonly run: (env: Env) => Ratio;
  /** Bounds for all requests of the box, exact for a box of one; `undefined` where all of them are refused. Throws FormulaError. */
  readonly range: (box: Box) => Range | undefined;
  /** What it certainly does along an axis, where it has a value. */
  readonly trend: (axis: Axis) => Trend;
  /** The formulas inside that have a part in the value for this request; to find where a wrong value comes from. */
  readonly parts: (env: Env) => readonly Formula[];
  /** Its value where it is the same for every request. */
  readonly constant?: Ratio;
}

/** A yes or no made ready. */
export interface Test {
  readonly run: (env: Env) => boolean;
  /** `undefined` where it is yes for some requests of the box and no for others. */
  readonly decide: (box: Box) => boolean | undefined;
  /** Whether it certainly stays the same along an axis. */
  readonly isFlat: (axis: Axis) => boolean;
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

/** A price that is no amount: it is negative, or too large. */
export class AmountError extends FormulaError {}

/** The book says that there is no price for this request. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** No sensible price comes near it, and 64 bits of micro-credits end far below. */
const magnitudeMax: Ratio = { n: 10n ** 30n, d: 1n };
const magnitudeMin: Ratio = { n: -(10n ** 30n), d: 1n };

export function fail(path: string, message: string): never {
  throw new FormulaError(path, message);
}

export function constantFormula(path: string, exact: Ratio): Formula {
  const value = reduce(exact);
  const range = { lo: value, hi: value };
  return { path, constant: value, run: () => value, range: () => range, trend: () => 'flat', parts: () => [] };
}

/** What an operation does to two numbers, and to two ranges of them. */
export interface Fold {
  readonly run: (a: Ratio, b: Ratio) => Ratio;
  readonly range: (a: Range, b: Range) => Range;
  readonly trend: (a: Course, b: Course) => Trend;
}

/** How a number goes along an axis, and within which bounds. */
export interface Course {
  readonly trend: Trend;
  readonly range: Range | undefined;
}

/** Folds the values of the parts from left to right, at once where all of them are constants. */
export function foldFormula(path: string, parts: readonly Formula[], fold: Fold): Formula {
  const { run, range } = fold;
  const [first = constantFormula(path, { n: 0n, d: 1n }), ...rest] = parts;
  const formula: Formula = {
    path,
    run: foldRun(first, rest, run),
    range: (box) => {
      let value = first.range(box);
      for (const part of rest) {
        const next = part.range(box);
        value = value === undefined || next === undefined ? undefined : range(value, next);
      }
      return withinMagnitude(path, value);
    },
    trend: (axis) => {
      let course = courseOf(first, axis);
      for (const part of rest) course = foldCourse(fold, course, courseOf(part, axis));
      return course.trend;
    },
    parts: () => parts,
  };
  return foldConstant(formula, parts);
}

function courseOf(formula: Formula, axis: Axis): Course {
  return { trend: formula.trend(axis), range: formula.range(axis.box) };
}

/** How the result of a fold goes. */
export function foldCourse(fold: Fold, a: Course, b: Course): Course {
  const range = a.range === undefined || b.range === undefined ? undefined : fold.range(a.range, b.range);
  // Where there is no value, nothing falls.
  const isFlat = range === undefined || (a.trend === 'flat' && b.trend === 'flat');
  return { trend: isFlat ? 'flat' : fold.trend(a, b), range };
}

/** The trend of something that rises with each of its parts. */
export function together(trends: readonly Trend[]): Trend {
  if (trends.includes(undefined) || (trends.includes('rises') && trends.includes('falls'))) return undefined;
  return trends.find((trend) => trend !== 'flat') ?? 'flat';
}

/** The trend of something that falls as this rises. */
export function opposite(trend: Trend): Trend {
  return trend === 'rises' ? 'falls' : trend === 'falls' ? 'rises' : trend;
}

function foldRun(first: Formula, rest: readonly Formula[], fold: Fold['run']): Formula['run'] {
  const [second] = rest;
  const a = first.run;
  if (second === undefined) return a;
  const b = second.run;
  if (rest.length === 1) return (env) => fold(a(env), b(env));
  return (env) => {
    let value = a(env);
    for (const part of rest) value = fold(value, part.run(env));
    return value;
  };
}

/** A formula of one other. `range` must be exact for a single number; `trend` is for a part that is not flat. */
export function mapFormula(
  path: string,
  part: Formula,
  {
    run,
    range,
    trend,
  }: { readonly run: (value: Ratio) => Ratio; readonly range: (value: Range) => Range; readonly trend: (course: Course) => Trend },
): Formula {
  const formula: Formula = {
    path,
    run: (env) => run(part.run(env)),
    range: (box) => {
      const value = part.range(box);
      return withinMagnitude(path, value === undefined ? undefined : range(value));
    },
    trend: (axis) => {
      const course = courseOf(part, axis);
      return course.trend === 'flat' ? 'flat' : trend(course);
    },
    parts: () => [part],
  };
  return foldConstant(formula, [part]);
}

function foldConstant(formula: Formula, parts: readonly Formula[]): Formula {
  if (parts.some((part) => part.constant === undefined)) return formula;
  try {
    return { ...formula, ...constantFormula(formula.path, formula.run({ numbers: [], texts: [], truths: [], notes: [] })) };
  } catch (error) {
    // Left as it is: the check of the book finds it, with its path.
    if (error instanceof FormulaError) return formula;
    throw error;
  }
}

function withinMagnitude(path: string, range: Range | undefined): Range | undefined {
  if (range === undefined || (compare(range.hi, magnitudeMax) <= 0 && compare(range.lo, magnitudeMin) >= 0)) return range;
  return fail(path, 'grows beyond what a price can be');
}

/** Whether no number of the range is below zero. */
export function isNotNegative(range: Range | undefined): boolean {
  return range !== undefined && range.lo.n >= 0n;
}

/** The smallest range that holds both. */
export function join(a: Range | undefined, b: Range | undefined): Range | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { lo: smaller(a.lo, b.lo), hi: larger(a.hi, b.hi) };
}
