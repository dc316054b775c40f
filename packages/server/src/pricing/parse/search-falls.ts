import { add, compare, divide, floorMillionths, multiply, power, ratioFromText, subtract, type Ratio } from '../formulas/exact-ratio.ts';
import { trendOfPrice } from './bound-price.ts';
import type { CompiledBook, CompiledOperation } from '../compiled-book.ts';
import { blameFall } from './blame.ts';
import type { Fact } from '../formulas/facts.ts';
import { FormulaError, Refusal } from '../formulas/formula.ts';
import { isDecimal } from '../formulas/number-text.ts';
import { applyLine, roundTotal } from '../quote.ts';
import { countOf, type Point, type RequestSpace } from './sample-requests.ts';
import type { Finding } from './search-price.ts';

/** So many requests are tried one by one; of more, lines through chosen and random places. */
const exhaustiveMax = 20_000;
const linesMax = 120;
const pointsPerLineMax = 100;

/**
 * Looks for two requests of which the larger one costs less. A price that can be seen to rise from its formulas needs no search. Others
 * are tried: all requests where there are few, else along lines through the ends of each range, the numbers that stand in the book and
 * random places, always the same ones. `mayFall` of the book waives an axis.
 */
export function searchFall(book: CompiledBook, operation: CompiledOperation, space: RequestSpace): Finding | undefined {
  const box = space.box(space.facts.map((fact) => ({ from: 0, to: countOf(fact) - 1 })));
  for (const [index, fact] of space.facts.entries()) {
    const axis = axisOf(fact);
    if (axis === undefined || fact.kind !== 'number' || Object.hasOwn(book.book.mayFall ?? {}, axis)) continue;
    const trend = trendIn(operation, { slots: new Set([fact.slot]), box });
    if (trend === 'rises' || trend === 'flat') continue;
    const finding = searchAlong(book, operation, space, index);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function trendIn(operation: CompiledOperation, axis: Parameters<typeof trendOfPrice>[1]) {
  try {
    return trendOfPrice(operation, axis);
  } catch (error) {
    // A formula that may fail somewhere; whether it does was searched before.
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

/** The name under which `mayFall` knows a fact, if it is one along which a price must not fall. */
function axisOf(fact: Fact): string | undefined {
  if (fact.name === 'width' || fact.name === 'height') return 'area';
  if (fact.name === 'images' || fact.name === 'steps') return fact.name;
  return fact.kind === 'number' && fact.measured !== undefined ? fact.name : undefined;
}

function searchAlong(book: CompiledBook, operation: CompiledOperation, space: RequestSpace, index: number): Finding | undefined {
  const places = placesOf(book, space);
  const counts = space.facts.map(countOf);
  const total = counts.reduce((product, count) => Math.min(product * count, exhaustiveMax + 1), 1);
  const isExhaustive = total <= exhaustiveMax;
  const along = isExhaustive ? sequence(0, counts[index] ?? 1, 1) : thin(counts[index] ?? 1, places[index] ?? []);
  const bases = isExhaustive ? every(counts.with(index, 1)) : some(counts, places);
  for (const base of bases) {
    let before: { readonly total: bigint; readonly point: Point } | undefined;
    for (const place of along) {
      const point = base.with(index, place);
      const reached = totalAt(book, operation, space, point);
      if (typeof reached === 'object') return reached;
      if (reached === undefined) continue;
      if (before !== undefined && reached < before.total) {
        const [from, to] = [space.describe(before.point), space.describe(point)];
        const path = blameFall(operation, space.env(before.point), space.env(point));
        const name = space.facts[index]?.name ?? '';
        return {
          path,
          message: `falls when ${name} grows: from ${amount(before.total)} for ${from} to ${amount(reached)} for ${to}`,
          point,
        };
      }
      before = { total: reached, point };
    }
  }
  return undefined;
}

/** The total of a request, `undefined` where there is none, or what is wrong with it. */
function totalAt(book: CompiledBook, operation: CompiledOperation, space: RequestSpace, point: Point): bigint | Finding | undefined {
  const env = space.env(point);
  let sum: Ratio = { n: 0n, d: 1n };
  try {
    for (const line of operation.lines) {
      if (line.when === undefined || line.when.run(env)) sum = applyLine(line, sum, line.value.run(env));
    }
    return roundTotal(book, sum);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    if (error instanceof FormulaError) return { path: error.path, message: error.message, point };
    throw error;
  }
}

function amount(total: bigint): string {
  return String(Number(total) / 1_000_000);
}

/** For each fact the places in its range that stand in the book, and those beside them. */
function placesOf(book: CompiledBook, space: RequestSpace): readonly (readonly number[])[] {
  const numbers = numbersIn(book.book);
  return space.facts.map((fact) => {
    if (fact.kind !== 'number') return [];
    const near = numbers.flatMap((number) => {
      const sides =
        fact.name === 'width' || fact.name === 'height' ? [number, sideOf(number), sideOf(multiply(number, million))] : [number];
      return sides.flatMap((side) => {
        const steps = divide(subtract(side, fact.from), fact.step);
        const place = steps === undefined ? -1 : Number(floorMillionths(steps) / 1_000_000n);
        return [place - 1, place, place + 1, place + 2];
      });
    });
    return [...new Set(near)].filter((place) => place >= 0 && place < fact.count).slice(0, 200);
  });
}

const million: Ratio = { n: 1_000_000n, d: 1n };
/** The side of a square of so many pixels. */
function sideOf(pixels: Ratio): Ratio {
  const least: Ratio = { n: 0n, d: 1n };
  return (compare(pixels, least) > 0 ? power(pixels, { n: 1n, d: 2n }) : undefined) ?? add(least, least);
}

/** All numbers that stand in the formulas of the book. */
function numbersIn(node: unknown): readonly Ratio[] {
  if (typeof node === 'number') return Number.isSafeInteger(node) ? [ratioFromText(node)] : [];
  if (typeof node === 'string') return isDecimal(node) ? [ratioFromText(node)] : [];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(numbersIn) : [];
}

function sequence(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step);
}

/** The places of a range, thinned where there are very many, with both ends and the chosen ones. */
function thin(count: number, chosen: readonly number[]): readonly number[] {
  const stride = Math.max(1, Math.ceil(count / pointsPerLineMax));
  return [...new Set([...sequence(0, count, stride), ...chosen, count - 1])].toSorted((a, b) => a - b);
}

/** Every combination of places. */
function* every(counts: readonly number[], head: Point = []): Generator<Point> {
  const [count, ...rest] = counts;
  if (count === undefined) {
    yield head;
    return;
  }
  for (let place = 0; place < count; place += 1) yield* every(rest, [...head, place]);
}

/** Chosen and random places: the ends of the ranges, numbers of the book, and any. The same ones each time. */
function* some(counts: readonly number[], chosen: readonly (readonly number[])[]): Generator<Point> {
  const random = randomNumbers();
  for (let line = 0; line < linesMax; line += 1) {
    yield counts.map((count, index) => {
      const places = chosen[index] ?? [];
      const kind = line < 2 ? 0 : random();
      if (line < 2) return line === 0 ? 0 : count - 1;
      if (kind < 0.3) return random() < 0.5 ? 0 : count - 1;
      if (kind < 0.6 && places.length > 0) return places[Math.floor(random() * places.length)] ?? 0;
      return Math.floor(random() * count);
    });
  }
}

/** Numbers from 0 to 1 by a linear congruence: nothing here needs to be unforeseeable, but a check must have the same answer twice. */
function randomNumbers(): () => number {
  let state = 4_104n;
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return Number(state >> 33n) / 2 ** 31;
  };
}
