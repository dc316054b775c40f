import type { BookError } from '../form-errors.ts';
import type { Fact, Facts } from './facts.ts';
import type { Formula } from './formula.ts';

/** What a formula may refer to where it stands, and where to say what is wrong with it. */
export interface Scope {
  readonly facts: Facts;
  /** The named formulas of the book, as data. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Those that were compiled already; `undefined` for one that is being compiled now. */
  readonly compiled: Map<string, Formula | undefined>;
  /** The facts that formulas have read so far. */
  readonly used: Set<Fact>;
  readonly errors: BookError[];
  /** How many nodes were compiled so far. */
  nodes: number;
}

/** The fact of this name, from now on one that is used. Says what there is instead where there is none. */
export function takeFact(scope: Scope, name: string, path: string): Fact | undefined {
  const fact = scope.facts.get(name);
  if (fact === undefined) {
    const known = [...scope.facts.keys(), 'pixels', 'megapixels', ...Object.keys(scope.values)];
    scope.errors.push({ path, message: `there is no fact or value ${name}; there are ${known.join(', ')}` });
    return undefined;
  }
  scope.used.add(fact);
  return fact;
}
