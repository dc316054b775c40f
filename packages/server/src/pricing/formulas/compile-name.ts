import { multiply, ratioFromText, reduce, zero, type Ratio } from './exact-ratio.ts';
import { slots } from './facts.ts';
import type { TextReader } from './branches.ts';
import { join, constantFormula, type Axis, type Box, type Formula, type Range } from './formula.ts';
import { takeFact, type Scope } from './scope.ts';

const nothing: Range = { lo: zero, hi: zero };
const million = { n: 1n, d: 1_000_000n };

/** The formula of a fact, of `pixels` and `megapixels`, or of a column such as `model.price`. */
export function compileName(name: string, path: string, scope: Scope): Formula {
  const [first = '', column] = name.split('.');
  if (column !== undefined) return compileColumn(first, column, path, scope);
  if (name === 'pixels' || name === 'megapixels') {
    takeFact(scope, 'width', path);
    takeFact(scope, 'height', path);
    return name === 'pixels' ? numberFormula(path, slots.pixels) : megapixels(path);
  }
  const fact = takeFact(scope, name, path);
  if (fact?.kind === 'number') return numberFormula(path, fact.slot);
  if (fact !== undefined) {
    const instead = fact.kind === 'option' ? `look it up, or read a column of it such as ${name}.price` : 'ask for it in "when"';
    scope.errors.push({ path, message: `${name} is not a number: ${instead}` });
  }
  return constantFormula(path, zero);
}

function numberFormula(path: string, slot: number): Formula {
  return {
    path,
    run: (env) => env.numbers[slot] ?? zero,
    range: (box) => box.numbers[slot] ?? nothing,
    trend: trendOf(slot),
    parts: () => [],
  };
}

function trendOf(slot: number): Formula['trend'] {
  const grows = (axis: Axis) =>
    axis.slots.has(slot) || (slot === slots.pixels && (axis.slots.has(slots.width) || axis.slots.has(slots.height)));
  return (axis) => (grows(axis) ? 'rises' : 'flat');
}

function megapixels(path: string): Formula {
  const of = (pixels: Ratio): Ratio => multiply(pixels, million);
  return {
    path,
    run: (env) => of(env.numbers[slots.pixels] ?? zero),
    range: ({ numbers }) => {
      const { lo, hi } = numbers[slots.pixels] ?? nothing;
      return { lo: of(lo), hi: of(hi) };
    },
    trend: trendOf(slots.pixels),
    parts: () => [],
  };
}

function compileColumn(name: string, column: string, path: string, scope: Scope): Formula {
  const fact = takeFact(scope, name, path);
  const options = fact?.kind === 'option' ? fact.options : undefined;
  if (fact !== undefined && options === undefined) {
    scope.errors.push({ path, message: `${name} has no columns: in "facts" it must have options with ${column} each` });
  }
  const numbers = new Map<string, Ratio>();
  for (const [index, option] of (options ?? []).entries()) {
    const number = option[column];
    if (column === 'id' || column === 'title' || number === undefined) {
      scope.errors.push({ path: `/facts/${name}/options/${index}`, message: `has no ${column}, which ${path} reads` });
      continue;
    }
    numbers.set(option.id, reduce(ratioFromText(number)));
  }
  const slot = fact?.slot ?? 0;
  return {
    path,
    run: (env) => numbers.get(env.texts[slot] ?? '') ?? zero,
    range: (box) => {
      const possible = (box.texts[slot] ?? []).map((text) => numbers.get(text) ?? zero);
      return possible.reduce<Range | undefined>((range, number) => join(range, { lo: number, hi: number }), undefined);
    },
    trend: () => 'flat',
    parts: () => [],
  };
}

interface Text extends TextReader {
  /** The texts that it can have at all, if the book says so. */
  readonly options: readonly string[] | undefined;
}

/** Reads an option, the operation, or `size`: width and height as in `1024x768`. Says what is wrong where it cannot. */
export function readText(name: string, path: string, scope: Scope): Text | undefined {
  if (name === 'operation') return ofSlot(slots.operation, undefined);
  if (name === 'size') {
    takeFact(scope, 'width', path);
    takeFact(scope, 'height', path);
    return {
      text: (env) => sizeText(env.numbers),
      texts: sizesOf,
      isFlat: ({ slots: growing }) => !growing.has(slots.width) && !growing.has(slots.height),
      options: undefined,
    };
  }
  const fact = takeFact(scope, name, path);
  if (fact === undefined) return undefined;
  if (fact.kind === 'option' && fact.options !== undefined) {
    return ofSlot(
      fact.slot,
      fact.options.map((option) => option.id),
    );
  }
  const message = fact.kind === 'option' ? `the book does not say what ${name} can be: add it to "facts"` : `${name} is not a choice`;
  scope.errors.push({ path, message });
  return undefined;
}

function ofSlot(slot: number, options: readonly string[] | undefined): Text {
  return { text: (env) => env.texts[slot] ?? '', texts: (box) => box.texts[slot], isFlat: () => true, options };
}

function sizeText(numbers: readonly Ratio[]): string {
  return `${numbers[slots.width]?.n ?? 0n}x${numbers[slots.height]?.n ?? 0n}`;
}

function sizesOf({ numbers }: Box): readonly string[] | undefined {
  const [width, height] = [numbers[slots.width], numbers[slots.height]];
  if (width === undefined || height === undefined || width.lo.n !== width.hi.n || height.lo.n !== height.hi.n) return undefined;
  return [sizeText([width.lo, height.lo])];
}
