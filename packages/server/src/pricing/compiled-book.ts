import type { Ratio } from './formulas/exact-ratio.ts';
import type { Fact, Facts, NumberFact } from './formulas/facts.ts';
import type { Env, Formula, Test } from './formulas/formula.ts';
import type { RoundingMode } from './formulas/number-text.ts';
import type { LineKind, PriceBook } from './price-book.ts';

/** Which published version a compiled book is. Version 0 is a book that was never published. */
export interface BookIdentity {
  readonly version: number;
  readonly effectiveFromMs: number;
}

/** A price book made ready for fast quotes. Make it with `compilePriceBook` and keep it; it never changes. */
export interface CompiledBook extends BookIdentity {
  readonly id: string;
  /** SHA-256 of the canonical text of `book`. */
  readonly hash: string;
  readonly book: PriceBook;
  readonly facts: Facts;
  readonly operations: ReadonlyMap<string, CompiledOperation>;
  /** The price of every operation, in a book that does not tell them apart. */
  readonly anyOperation: CompiledOperation | undefined;
  readonly rounding: { readonly to: Ratio; readonly millionths: bigint; readonly mode: RoundingMode };
  /** From here on a quote warns. Micro-credits. */
  readonly expensiveTotal: bigint | undefined;
  /** Pixels of one picture. */
  readonly expensivePixels: number | undefined;
  /** A request that says nothing: the values that facts have then. */
  readonly blank: Omit<Env, 'notes'>;
}

export interface CompiledOperation {
  /** Where its price stands in the book. */
  readonly path: string;
  readonly lines: readonly CompiledLine[];
  /** The facts that its price is made of. */
  readonly used: readonly Fact[];
  /** Those that a request must say, because they have no value otherwise. */
  readonly needed: readonly Fact[];
  readonly measured: readonly MeasuredFact[];
}

/** A fact that is known only when the pictures are made. Both formulas read facts that are known before. */
export interface MeasuredFact {
  readonly fact: NumberFact;
  /** What it will probably be; without it the request must say so. */
  readonly expected: Formula | undefined;
  /** What it will be at the most; without it the end of the fact's range. */
  readonly atMost: Formula | undefined;
}

export interface CompiledLine {
  readonly kind: LineKind;
  /** Where its value stands in the book. */
  readonly path: string;
  /** When it applies, if not always. */
  readonly when: Test | undefined;
  readonly value: Formula;
  readonly roundingMode: RoundingMode;
  readonly label: (env: Env) => string;
  readonly detail: ((env: Env) => string) | undefined;
}
