import type { CompiledBook } from './compiled-book.ts';
import { ratioToText } from './formulas/exact-ratio.ts';
import type { NumberFact } from './formulas/facts.ts';

/** What a form can offer under a book: its models, and from where to where its numbers go. */
export interface BookOffer {
  /** Empty where the book does not tell models apart. `factor` is the column of that name, if the book has one. */
  readonly models: readonly { readonly id: string; readonly title: string; readonly factor: string | null }[];
  readonly width: Limits;
  readonly height: Limits;
  readonly steps: Limits;
  readonly images: Limits;
}

export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** What can be asked for under a book, for a form. */
export function readOffer({ facts }: CompiledBook): BookOffer {
  const limits = (name: string): Limits => {
    const fact = facts.get(name);
    return fact?.kind === 'number' ? limitsOf(fact) : { min: 1, max: 1, step: 1 };
  };
  const model = facts.get('model');
  const options = model?.kind === 'option' ? (model.options ?? []) : [];
  return {
    models: options.map(({ id, title, factor }) => ({ id, title: title ?? id, factor: factor === undefined ? null : factor.toString() })),
    width: limits('width'),
    height: limits('height'),
    steps: limits('steps'),
    images: limits('images'),
  };
}

function limitsOf({ from, to, step }: NumberFact): Limits {
  return { min: Number(ratioToText(from)), max: Number(ratioToText(to)), step: Number(ratioToText(step)) };
}
