import { Problem } from '../../kernel/index.ts';
import type { CompiledBook } from '../compiled-book.ts';
import { quoteAtNormal } from '../congestion/index.ts';
import { pricePerImage } from '../price-per-image.ts';
import type { PricedFacts } from '../price-request.ts';
import { requestOutsidePriceBook } from '../problems.ts';

/** Pictures that were delivered and charged. Amounts in micro-credits. */
export interface WorkDone {
  /** What was priced then. */
  readonly facts: PricedFacts;
  /** Which of its pictures were delivered, from 0; `null` for all of them. */
  readonly delivered: readonly number[] | null;
  readonly charged: bigint;
}

/** What work earns by a book. Amounts in micro-credits. */
export interface Repriced {
  readonly earned: bigint;
  /** What the book has no price for, with what it earned then. */
  readonly unpriced: { readonly generations: number; readonly charged: bigint };
  /** Why, the commonest first. */
  readonly reasons: readonly { readonly detail: string; readonly generations: number }[];
}

/** Enough to see what is the matter. */
const reasonsMax = 5;

/**
 * Prices work that was done once more, by any book, exactly as it would be charged: a part of the price for each picture delivered. Pure.
 * Where the queue had no part in the price then, it has none now. Work with the same facts is priced once, so that thousands of generations take some milliseconds.
 */
export function repriceWork(book: CompiledBook, work: readonly WorkDone[]): Repriced {
  const known = new Map<string, readonly bigint[] | string>();
  const reasons = new Map<string, number>();
  let earned = 0n;
  let generations = 0;
  let charged = 0n;
  for (const done of work) {
    const key = JSON.stringify(done.facts);
    const price = known.get(key) ?? partsOf(book, done.facts);
    known.set(key, price);
    if (typeof price === 'string') {
      reasons.set(price, (reasons.get(price) ?? 0) + 1);
      generations += 1;
      charged += done.charged;
    } else {
      for (const index of done.delivered ?? price.keys()) earned += price[index] ?? 0n;
    }
  }
  const common = [...reasons].toSorted(([, a], [, b]) => b - a).slice(0, reasonsMax);
  return {
    earned,
    unpriced: { generations, charged },
    reasons: common.map(([detail, count]) => ({ detail, generations: count })),
  };
}

/** What each picture costs, or why there is no price. */
function partsOf(book: CompiledBook, facts: PricedFacts): readonly bigint[] | string {
  try {
    return pricePerImage(quoteAtNormal(book, facts));
  } catch (error) {
    if (error instanceof Problem && error.code === requestOutsidePriceBook.definition.code) return error.detail;
    throw error;
  }
}
