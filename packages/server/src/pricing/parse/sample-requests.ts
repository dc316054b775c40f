import { multiply, ratioToText, type Ratio } from '../formulas/exact-ratio.ts';
import { slots, valueAt, type Fact } from '../formulas/facts.ts';
import type { Box, Env } from '../formulas/formula.ts';
import type { FactValue } from '../price-book.ts';

/** Where a request lies: for each fact that a price is made of, the place of its value in the fact's range. */
export type Point = readonly number[];

/** From where to where a fact goes, by places in its range, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How many values a fact can have. */
export function countOf(fact: Fact): number {
  if (fact.kind === 'number') return fact.count;
  return fact.kind === 'yesNo' ? 2 : (fact.options?.length ?? 1);
}

/** Makes requests and boxes of the facts that one operation's price is made of; what it does not read stays as it is. */
export class RequestSpace {
  readonly facts: readonly Fact[];
  readonly #blank: Omit<Env, 'notes'>;

  constructor(facts: readonly Fact[], blank: Omit<Env, 'notes'>, operation: string) {
    this.facts = facts;
    const texts = [...blank.texts];
    texts[slots.operation] = operation;
    this.#blank = { ...blank, texts };
  }

  env(point: Point): Env {
    const { numbers, texts, truths } = this.#blank;
    const env: Env = { numbers: [...numbers], texts: [...texts], truths: [...truths], notes: [] };
    for (const [index, fact] of this.facts.entries()) {
      const place = point[index] ?? 0;
      if (fact.kind === 'number') env.numbers[fact.slot] = valueAt(fact, place);
      else if (fact.kind === 'yesNo') env.truths[fact.slot] = place === 1;
      else env.texts[fact.slot] = fact.options?.[place]?.id ?? '';
    }
    setPixels(env.numbers, (width, height) => multiply(width, height));
    return env;
  }

  box(spans: readonly Span[]): Box {
    const { numbers, texts, truths } = this.#blank;
    const box = {
      numbers: numbers.map((number) => ({ lo: number, hi: number })),
      texts: texts.map((text): readonly string[] => [text]),
      truths: truths.map((truth): readonly boolean[] => [truth]),
    };
    for (const [index, fact] of this.facts.entries()) {
      const { from, to } = spans[index] ?? { from: 0, to: 0 };
      if (fact.kind === 'number') box.numbers[fact.slot] = { lo: valueAt(fact, from), hi: valueAt(fact, to) };
      else if (fact.kind === 'yesNo') box.truths[fact.slot] = [false, true].slice(from, to + 1);
      else box.texts[fact.slot] = fact.options?.slice(from, to + 1).map((option) => option.id) ?? [''];
    }
    setPixels(box.numbers, (width, height) => ({ lo: multiply(width.lo, height.lo), hi: multiply(width.hi, height.hi) }));
    return box;
  }

  /** The request in words, as a person would write it. */
  describe(point: Point): string {
    return this.facts
      .map((fact, index) => {
        const place = point[index] ?? 0;
        if (fact.kind === 'number') return `${fact.name} ${ratioToText(valueAt(fact, place))}`;
        return fact.kind === 'yesNo' ? `${fact.name} ${String(place === 1)}` : `${fact.name} ${fact.options?.[place]?.id ?? 'any'}`;
      })
      .join(', ');
  }

  /** The request as data. */
  witness(point: Point): Readonly<Record<string, FactValue>> {
    const request: Record<string, FactValue> = {};
    for (const [index, fact] of this.facts.entries()) {
      const place = point[index] ?? 0;
      if (fact.kind === 'number') request[fact.name] = plain(valueAt(fact, place));
      else request[fact.name] = fact.kind === 'yesNo' ? place === 1 : (fact.options?.[place]?.id ?? 'any');
    }
    return request;
  }
}

function plain(value: Ratio): string | number {
  const text = ratioToText(value);
  return Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

function setPixels<T>(numbers: T[], area: (width: T, height: T) => T): void {
  const [width, height] = [numbers[slots.width], numbers[slots.height]];
  if (width !== undefined && height !== undefined) numbers[slots.pixels] = area(width, height);
}
