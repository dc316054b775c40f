import { add, compare, divide, larger, multiply, smaller, subtract, zero, type Ratio } from './exact-ratio.ts';
import { slots } from './facts.ts';
import {
  isNotNegative,
  join,
  mapFormula,
  Refusal,
  together,
  type Axis,
  type Box,
  type Env,
  type Formula,
  type Range,
  type Test,
} from './formula.ts';

/** A limit and the formula that counts up to it. */
export interface Row {
  readonly limit: Ratio;
  readonly value: Formula;
}

/** The value of the first row whose limit is not below `of`, else `above`. */
export function bracketsFormula(path: string, of: Formula, rows: readonly Row[], above: Formula): Formula {
  const choose = (value: Ratio): Formula => rows.find((row) => compare(value, row.limit) <= 0)?.value ?? above;
  return {
    path,
    run: (env) => choose(of.run(env)).run(env),
    range: (box) => {
      const value = of.range(box);
      if (value === undefined) return undefined;
      const first = rows.findIndex((row) => compare(value.lo, row.limit) <= 0);
      const last = rows.findIndex((row) => compare(value.hi, row.limit) <= 0);
      const possible = first === -1 ? [] : rows.slice(first, last === -1 ? undefined : last + 1).map((row) => row.value);
      return joinAll(last === -1 ? [...possible, above] : possible, box);
    },
    trend: (axis) => {
      const values = [...rows.map((row) => row.value), above];
      const inside = together(values.map((value) => value.trend(axis)));
      const trend = of.trend(axis);
      if (trend === 'flat') return inside;
      return ascend(values.map((value) => value.range(axis.box))) ? together([trend, inside]) : undefined;
    },
    parts: (env) => [of, choose(of.run(env))],
  };
}

/** Each part of `of` that lies in a row at the rate of that row. */
export function graduatedFormula(path: string, of: Formula, rows: readonly Row[], above: Formula): Formula {
  const all: readonly { readonly limit: Ratio | undefined; readonly value: Formula }[] = [...rows, { limit: undefined, value: above }];
  const portion = (value: Ratio, index: number): Ratio => {
    const from = all[index - 1]?.limit ?? zero;
    const to = all[index]?.limit;
    const reached = to === undefined ? value : smaller(value, to);
    return compare(reached, from) <= 0 ? zero : subtract(reached, from);
  };
  return {
    path,
    run: (env) => {
      const value = of.run(env);
      let sum = zero;
      for (const [index, row] of all.entries()) {
        const part = portion(value, index);
        if (part.n > 0n) sum = add(sum, multiply(part, row.value.run(env)));
      }
      return sum;
    },
    range: (box) => {
      const value = of.range(box);
      if (value === undefined) return undefined;
      let sum: Range | undefined = { lo: zero, hi: zero };
      for (const [index, row] of all.entries()) {
        const [least, most] = [portion(value.lo, index), portion(value.hi, index)];
        if (most.n === 0n) continue;
        const rate = row.value.range(box);
        if (rate === undefined) {
          if (least.n > 0n) return undefined;
          continue;
        }
        const corners = [multiply(least, rate.lo), multiply(most, rate.lo), multiply(least, rate.hi), multiply(most, rate.hi)];
        sum = { lo: add(sum.lo, corners.reduce(smaller)), hi: add(sum.hi, corners.reduce(larger)) };
      }
      return sum;
    },
    trend: (axis) => {
      const areRates = all.every((row) => isNotNegative(row.value.range(axis.box)));
      return areRates ? together([of.trend(axis), ...all.map((row) => row.value.trend(axis))]) : undefined;
    },
    parts: (env) => {
      const value = of.run(env);
      return [of, ...all.filter((_row, index) => portion(value, index).n > 0n).map((row) => row.value)];
    },
  };
}

/** On straight lines between points that ascend in `at`; beyond the first and the last the value stays. */
export function interpolateFormula(path: string, of: Formula, points: readonly { readonly at: Ratio; readonly value: Ratio }[]): Formula {
  const [first] = points;
  const run = (at: Ratio): Ratio => {
    const next = points.findIndex((point) => compare(at, point.at) <= 0);
    const right = points.at(next);
    const left = next > 0 ? points[next - 1] : undefined;
    if (right === undefined || left === undefined) return (next === -1 ? right : first)?.value ?? zero;
    const share = divide(subtract(at, left.at), subtract(right.at, left.at)) ?? zero;
    return add(left.value, multiply(share, subtract(right.value, left.value)));
  };
  return mapFormula(path, of, {
    run,
    range: ({ lo, hi }) => {
      const inside = points.filter((point) => compare(point.at, lo) > 0 && compare(point.at, hi) < 0).map((point) => point.value);
      const values = [run(lo), run(hi), ...inside];
      return { lo: values.reduce(smaller), hi: values.reduce(larger) };
    },
    trend: ({ trend }) => (ascend(points.map(({ value }) => ({ lo: value, hi: value }))) ? trend : undefined),
  });
}

/** The text of a fact that a table is looked up by. */
export interface TextReader {
  readonly text: (env: Env) => string;
  /** The texts that it can have in the box, if that can be told. */
  readonly texts: (box: Box) => readonly string[] | undefined;
  readonly isFlat: (axis: Axis) => boolean;
}

/** The entry under the text of a fact, else `otherwise`. */
export function lookupFormula(path: string, read: TextReader, table: ReadonlyMap<string, Formula>, otherwise: Formula): Formula {
  const choose = (env: Env): Formula => table.get(read.text(env)) ?? otherwise;
  return {
    path,
    run: (env) => choose(env).run(env),
    range: (box) => {
      const possible = read.texts(box)?.map((text) => table.get(text) ?? otherwise) ?? [...table.values(), otherwise];
      return joinAll([...new Set(possible)], box);
    },
    trend: (axis) => (read.isFlat(axis) ? together([...table.values(), otherwise].map((value) => value.trend(axis))) : undefined),
    parts: (env) => [choose(env)],
  };
}

/** The value of the first case that holds, else `otherwise`. */
export function casesFormula(
  path: string,
  cases: readonly { readonly when: Test; readonly value: Formula }[],
  otherwise: Formula,
): Formula {
  const choose = (env: Env): Formula => cases.find(({ when }) => when.run(env))?.value ?? otherwise;
  return {
    path,
    run: (env) => choose(env).run(env),
    range: (box) => {
      const possible: Formula[] = [];
      for (const { when, value } of cases) {
        const holds = when.decide(box);
        if (holds !== false) possible.push(value);
        if (holds === true) return joinAll(possible, box);
      }
      return joinAll([...possible, otherwise], box);
    },
    trend: (axis) => {
      if (!cases.every(({ when }) => when.isFlat(axis))) return undefined;
      return together([...cases.map(({ value }) => value), otherwise].map((each) => each.trend(axis)));
    },
    parts: (env) => [choose(env)],
  };
}

/** For each doubling on the way to the factor, with the width and height that go into it; all added. */
export function doublingFormula(path: string, each: Formula, factor: Formula): Formula {
  return {
    path,
    run: (env) => {
      let left = doublings(factor.run(env));
      let sum = zero;
      let inside = env;
      for (; left > 0; left -= 1) {
        sum = add(sum, each.run(inside));
        inside = { ...inside, numbers: doubled(inside.numbers, (number) => (by) => multiply(number, by)) };
      }
      return sum;
    },
    range: (box) => {
      const factors = factor.range(box);
      if (factors === undefined) return undefined;
      const [least, most] = [doublings(factors.lo), doublings(factors.hi)];
      let sum: Range = { lo: zero, hi: zero };
      let inside = box;
      for (let count = 0; count < most; count += 1) {
        const value = each.range(inside);
        if (value === undefined) return count < least ? undefined : sum;
        const added = count < least ? value : { lo: smaller(zero, value.lo), hi: larger(zero, value.hi) };
        sum = { lo: add(sum.lo, added.lo), hi: add(sum.hi, added.hi) };
        inside = {
          ...inside,
          numbers: doubled(inside.numbers, ({ lo, hi }) => (by) => ({ lo: multiply(lo, by), hi: multiply(hi, by) })),
        };
      }
      return sum;
    },
    trend: (axis) => {
      const [times, inside] = [factor.trend(axis), widen(axis.box)];
      const trends = [times, each.trend({ ...axis, box: inside })];
      return times === 'flat' || isNotNegative(each.range(inside)) ? together(trends) : undefined;
    },
    // As it is for the first doubling: what goes wrong there needs no further one.
    parts: (env) => (doublings(factor.run(env)) > 0 ? [each] : []),
  };
}

/** Enough to make 16 pixels a million. */
const doublingsMax = 16;
const two: Ratio = { n: 2n, d: 1n };
const four: Ratio = { n: 4n, d: 1n };

/** How often something must be doubled to be `factor` times as large at least. */
function doublings(factor: Ratio): number {
  let count = 0;
  while (count < doublingsMax && compare({ n: 2n ** BigInt(count), d: 1n }, factor) < 0) count += 1;
  return count;
}

function doubled<T>(numbers: readonly T[], times: (number: T) => (by: Ratio) => T): T[] {
  return numbers.map((number, slot) => {
    if (slot === slots.width || slot === slots.height) return times(number)(two);
    return slot === slots.pixels ? times(number)(four) : number;
  });
}

/** With all that width and height can become. */
function widen(box: Box): Box {
  let numbers = box.numbers;
  for (let count = 0; count < doublingsMax; count += 1) {
    numbers = doubled(numbers, ({ lo, hi }) => (by) => ({ lo, hi: multiply(hi, by) }));
  }
  return { ...box, numbers };
}

/** The value of `of`, which leaves a label behind where it is used. */
export function labelFormula(path: string, label: string, of: Formula): Formula {
  return {
    path,
    run: (env) => {
      env.notes.push(label);
      return of.run(env);
    },
    range: of.range,
    trend: of.trend,
    parts: () => [of],
  };
}

/** No price. */
export function refuseFormula(path: string, reason: string): Formula {
  return {
    path,
    run: () => {
      throw new Refusal(reason);
    },
    range: () => undefined,
    trend: () => 'flat',
    parts: () => [],
  };
}

/** Whether each range begins where the one before it ends, or above. */
function ascend(ranges: readonly (Range | undefined)[]): boolean {
  const known = ranges.filter((range) => range !== undefined);
  return known.every((range, index) => compare(known[index - 1]?.hi ?? range.lo, range.lo) <= 0);
}

function joinAll(formulas: readonly Formula[], box: Box): Range | undefined {
  return formulas.reduce<Range | undefined>((range, formula) => join(range, formula.range(box)), undefined);
}
