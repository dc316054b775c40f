import Type from 'typebox';
import { add, compare, divide, multiply, one, ratioFromText, ratioOf, ratioToText, subtract, zero, type Ratio } from './exact-ratio.ts';
import { reservedNames } from './expression.ts';
import { formErrorsOf, type BookError } from '../form-errors.ts';
import { factShapes, identifier, optionSchema, type FactForm, type FactValue, type OptionForm } from '../price-book.ts';

/** A number of a request and the values that it can have: `from`, `from + step`, … up to `to`. */
export interface NumberFact {
  readonly kind: 'number';
  readonly name: string;
  /** Its place among the numbers of a request. */
  readonly slot: number;
  readonly from: Ratio;
  readonly to: Ratio;
  readonly step: Ratio;
  /** How many values there are. */
  readonly count: number;
  /** The same in whole numbers, where all its values are. */
  readonly whole: { readonly from: number; readonly to: number; readonly step: number } | undefined;
  readonly fallback: Ratio | undefined;
  /** Known only after the pictures were made. */
  readonly measured: FactForm['measured'];
}

/** A choice of a request. Without `options` it can be any text, and no formula can look it up. */
export interface OptionFact {
  readonly kind: 'option';
  readonly name: string;
  readonly slot: number;
  readonly options: readonly OptionForm[] | undefined;
  readonly titles: ReadonlyMap<string, string>;
  readonly fallback: string | undefined;
}

/** A yes or no of a request. */
export interface YesNoFact {
  readonly kind: 'yesNo';
  readonly name: string;
  readonly slot: number;
  readonly fallback: boolean | undefined;
}

export type Fact = NumberFact | OptionFact | YesNoFact;
export type Facts = ReadonlyMap<string, Fact>;

/** The places that every book has. */
export const slots = { width: 0, height: 1, pixels: 2, operation: 0 } as const;

/** The facts that every request may have, with the widest values; a book that says nothing of them takes these. */
const standard: Readonly<Record<string, FactForm>> = {
  width: { from: 1, to: 16_384 },
  height: { from: 1, to: 16_384 },
  steps: { from: 1, to: 1000 },
  images: { from: 1, to: 100, default: 1 },
  factor: { from: 1, to: 16 },
  references: { from: 0, to: 64, default: 0 },
  negativePrompt: { yesNo: true, default: false },
  // The queue's expected wait over its target. The platform says it, not the customer; 0 is an idle queue.
  queueRatio: { from: 0, to: 1000, step: '0.000001', default: 0 },
};
/** Choices that a request may have though the book does not know them; they have no part in its prices then. */
const standardTexts = ['model', 'quality', 'speed'] as const;
/** Facts that count something: they are never below this. */
const leastOf: Readonly<Record<string, Ratio>> = { width: one, height: one, steps: zero, images: one, factor: one, references: zero };

const countedFacts = new Set(['width', 'height', 'steps', 'images', 'references']);

const shapes = factShapes(Type.Unknown(), Type.Unknown());

/** The facts of a book, by name: its own and the standard ones that it does not describe otherwise. */
export function readFacts(forms: Readonly<Record<string, unknown>>, errors: BookError[]): Facts {
  const facts = new Map<string, Fact>();
  const next = { number: 3, option: 1, yesNo: 0 };
  const all: Readonly<Record<string, unknown>> = { ...standard, ...forms };
  // The standard ones have the same order in every book, and come first in what is possible.
  const names = [...new Set([...Object.keys(standard), ...Object.keys(forms).toSorted()])];
  for (const name of names) {
    const found = errors.length;
    const form = all[name];
    const path = `/facts/${name}`;
    if (reservedNames.some((word) => word === name)) errors.push({ path, message: 'is a word of the language; choose another name' });
    if (!hasFactForm(form, path, errors)) continue;
    const kind = form.options !== undefined ? 'option' : form.yesNo === true ? 'yesNo' : 'number';
    checkStandardKind(name, kind, path, errors);
    if (errors.length > found) continue;
    const place = name === 'width' ? slots.width : name === 'height' ? slots.height : next[kind]++;
    facts.set(name, readFact(name, form, kind, place, path, errors));
  }
  for (const name of standardTexts) {
    if (facts.has(name) || name in forms) continue;
    facts.set(name, { kind: 'option', name, slot: next.option++, options: undefined, titles: new Map(), fallback: '' });
  }
  return facts;
}

function hasFactForm(form: unknown, path: string, errors: BookError[]): form is FactForm {
  const found = errors.length;
  const kinds = Object.keys(shapes);
  const member = typeof form === 'object' && form !== null ? kinds.find((kind) => kind in form) : undefined;
  // True because the members are those of `shapes`.
  const shape = shapes[member as keyof typeof shapes];
  if (member === undefined) {
    errors.push({ path, message: 'must have "from" and "to" for a number, "options" for a choice, or "yesNo": true' });
    return false;
  }
  for (const error of formErrorsOf(shape, form)) errors.push({ path: `${path}${error.path}`, message: error.message });
  if (errors.length > found) return false;
  // True because the shape has just been checked.
  for (const [index, option] of ((form as { options?: unknown[] }).options ?? []).entries()) {
    const schema = typeof option === 'string' ? identifier : optionSchema;
    for (const error of formErrorsOf(schema, option))
      errors.push({ path: `${path}/options/${index}${error.path}`, message: error.message });
  }
  return errors.length === found;
}

function checkStandardKind(name: string, kind: Fact['kind'], path: string, errors: BookError[]): void {
  const form = standard[name];
  const wanted =
    form === undefined ? (standardTexts.some((text) => text === name) ? 'option' : kind) : form.yesNo === true ? 'yesNo' : 'number';
  const words = { number: 'a number, with "from" and "to"', option: 'a choice, with "options"', yesNo: '"yesNo": true' };
  if (kind !== wanted) errors.push({ path, message: `must be ${words[wanted]}` });
}

function readFact(name: string, form: FactForm, kind: Fact['kind'], slot: number, path: string, errors: BookError[]): Fact {
  if (kind === 'yesNo') return { kind, name, slot, fallback: typeof form.default === 'boolean' ? form.default : undefined };
  if (kind === 'number') return readNumberFact(name, form, slot, path, errors);
  const options = (form.options ?? []).map((option) => (typeof option === 'string' ? { id: option } : option));
  for (const [index, { id }] of options.entries()) {
    if (options.findIndex((option) => option.id === id) !== index)
      errors.push({ path: `${path}/options/${index}`, message: `${id} is there twice` });
  }
  const fallback = typeof form.default === 'string' ? form.default : undefined;
  if (fallback !== undefined && !options.some((option) => option.id === fallback)) {
    errors.push({ path: `${path}/default`, message: `must be one of ${options.map((option) => option.id).join(', ')}` });
  }
  return { kind, name, slot, options, titles: new Map(options.map((option) => [option.id, option.title ?? option.id])), fallback };
}

function readNumberFact(name: string, form: FactForm, slot: number, path: string, errors: BookError[]): NumberFact {
  const [from, to, step] = [ratioFromText(form.from ?? 0), ratioFromText(form.to ?? 0), ratioFromText(form.step ?? 1)];
  const steps = divide(subtract(to, from), step) ?? zero;
  const least = leastOf[name];
  if (compare(from, to) > 0) errors.push({ path: `${path}/to`, message: 'must not be below "from"' });
  else if (steps.n % steps.d !== 0n) errors.push({ path: `${path}/to`, message: 'must be whole steps above "from"' });
  if (least !== undefined && compare(from, least) < 0)
    errors.push({ path: `${path}/from`, message: `must be ${ratioToText(least)} at least` });
  if (countedFacts.has(name) && (from.n % from.d !== 0n || step.n % step.d !== 0n)) errors.push({ path, message: 'must be whole numbers' });
  const count = Number(steps.n / steps.d) + 1;
  const fallback = form.default === undefined || typeof form.default === 'boolean' ? undefined : ratioFromText(form.default);
  const fact: NumberFact = {
    kind: 'number',
    name,
    slot,
    from,
    to,
    step,
    count,
    whole: wholeOf(from, to, step),
    fallback,
    measured: form.measured,
  };
  if (fallback !== undefined && !isWithin(fact, fallback)) errors.push({ path: `${path}/default`, message: `must be ${rangeText(fact)}` });
  return fact;
}

function wholeOf(...parts: readonly [Ratio, Ratio, Ratio]): NumberFact['whole'] {
  const [from = 0, to = 0, step = 1] = parts.map(({ n, d }) => (n % d === 0n ? Number(n / d) : Number.NaN));
  return Number.isSafeInteger(from) && Number.isSafeInteger(to) && Number.isSafeInteger(step) ? { from, to, step } : undefined;
}

/** What a request says of this number, or `undefined` where it is none of the fact's values. Decimals may come as text. */
export function readNumber(fact: NumberFact, value: FactValue): Ratio | undefined {
  const { whole } = fact;
  if (typeof value === 'number' && whole !== undefined) {
    const isIn = value >= whole.from && value <= whole.to && (value - whole.from) % whole.step === 0;
    return isIn ? ratioOf(value) : undefined;
  }
  const text = typeof value === 'boolean' ? '' : value.toString();
  if (!decimal.test(text)) return undefined;
  const number = ratioFromText(text);
  return isWithin(fact, number) ? number : undefined;
}

const decimal = /^-?\d{1,12}(?:\.\d{1,12})?$/u;

/** Whether the number is one of the values of the fact. */
export function isWithin({ from, to, step }: NumberFact, value: Ratio): boolean {
  if (compare(value, from) < 0 || compare(value, to) > 0) return false;
  const steps = subtract(value, from);
  return (steps.n * step.d) % (steps.d * step.n) === 0n;
}

/** The value at a place of the fact's range, counted from 0. */
export function valueAt({ from, step }: NumberFact, index: number): Ratio {
  return index === 0 ? from : add(from, multiply(step, ratioOf(index)));
}

/** In words what a number can be. */
export function rangeText({ from, to, step }: NumberFact): string {
  const whole = from.d === 1n && step.n === step.d;
  return `a ${whole ? 'whole ' : ''}number from ${ratioToText(from)} to ${ratioToText(to)}${whole ? '' : ` in steps of ${ratioToText(step)}`}`;
}
