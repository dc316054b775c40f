import { amountMax } from '../../kernel/index.ts';
import { folds } from '../formulas/arithmetic.ts';
import type { CompiledBook, CompiledLine, CompiledOperation } from '../compiled-book.ts';
import { compare, floorMillionths, roundTo, zero } from '../formulas/exact-ratio.ts';
import {
  AmountError,
  foldCourse,
  join,
  together,
  type Axis,
  type Box,
  type Course,
  type Fold,
  type Range,
  type Trend,
} from '../formulas/formula.ts';

/**
 * Bounds of an operation's total for all requests of a box, exact for a box of one request; `undefined` where all of them are refused.
 * Throws FormulaError, with the path of the formula, where some request may have no price, and AmountError, with that of the line, where one
 * may be negative or beyond 64 bits.
 */
export function boundPrice(book: CompiledBook, operation: CompiledOperation, box: Box): Range | undefined {
  let sum: Range | undefined = { lo: zero, hi: zero };
  let negativeFrom: string | undefined;
  for (const line of operation.lines) {
    const holds = line.when === undefined ? true : line.when.decide(box);
    if (holds === false) continue;
    const value = line.value.range(box);
    const after: Range | undefined = value === undefined || sum === undefined ? undefined : rangeAfter(line, sum, value);
    sum = holds === true ? after : join(sum, after);
    if (sum === undefined) return undefined;
    if (compare(sum.lo, zero) >= 0) negativeFrom = undefined;
    else negativeFrom ??= line.path;
  }
  const { to, mode } = book.rounding;
  const total: Range = { lo: roundTo(sum.lo, to, mode), hi: roundTo(sum.hi, to, mode) };
  const last = operation.lines.at(-1)?.path ?? operation.path;
  if (compare(total.lo, zero) < 0) throw new AmountError(negativeFrom ?? last, 'is negative');
  if (floorMillionths(total.hi) > amountMax) throw new AmountError(last, 'does not fit 64 bits');
  return total;
}

const foldOf = {
  add: folds.sum,
  multiply: folds.product,
  congestion: folds.product,
  minimum: folds.max,
  maximum: folds.min,
} satisfies Readonly<Record<string, Fold>>;

function rangeAfter(line: CompiledLine, sum: Range, value: Range): Range {
  if (line.kind === 'base') return value;
  if (line.kind !== 'round') return foldOf[line.kind].range(sum, value);
  return { lo: roundTo(sum.lo, value.lo, line.roundingMode), hi: roundTo(sum.hi, value.lo, line.roundingMode) };
}

/** What an operation's total certainly does along an axis. */
export function trendOfPrice(operation: CompiledOperation, axis: Axis): Trend {
  let course: Course = { trend: 'flat', range: { lo: zero, hi: zero } };
  for (const line of operation.lines) {
    const holds = line.when === undefined ? true : line.when.decide(axis.box);
    if (holds === false) continue;
    if (holds === undefined && line.when?.isFlat(axis) !== true) return undefined;
    const value: Course = { trend: line.value.trend(axis), range: line.value.range(axis.box) };
    const after = courseAfter(line, course, value);
    course = holds === true ? after : { trend: together([course.trend, after.trend]), range: join(course.range, after.range) };
  }
  return course.trend;
}

function courseAfter(line: CompiledLine, sum: Course, value: Course): Course {
  if (line.kind === 'base') return value;
  if (line.kind !== 'round') return foldCourse(foldOf[line.kind], sum, value);
  const range = sum.range === undefined || value.range === undefined ? undefined : rangeAfter(line, sum.range, value.range);
  return { trend: sum.trend, range };
}
