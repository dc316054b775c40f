import type { CompiledOperation } from '../compiled-book.ts';
import { compare, zero, type Ratio } from '../formulas/exact-ratio.ts';
import { FormulaError, Refusal, type Env, type Formula } from '../formulas/formula.ts';
import { applyLine } from '../quote.ts';

/** The innermost formula that makes a price fall from one request to another, as the path of its node. */
export function blameFall(operation: CompiledOperation, from: Env, to: Env): string {
  let [before, after]: [Ratio, Ratio] = [zero, zero];
  for (const line of operation.lines) {
    const [was, is] = [line.when?.run(from) ?? true, line.when?.run(to) ?? true];
    if (was) before = applyLine(line, before, line.value.run(from));
    if (is) after = applyLine(line, after, line.value.run(to));
    if (compare(after, before) < 0) return was && is ? innermost(line.value, (part) => falls(part, from, to), from) : line.path;
  }
  return operation.path;
}

/** The innermost formula that is negative, as the path of its node. */
export function blameNegative(operation: CompiledOperation, env: Env): string | undefined {
  let sum = zero;
  let path: string | undefined;
  for (const line of operation.lines) {
    if (line.when?.run(env) === false) continue;
    const before = sum;
    sum = applyLine(line, sum, line.value.run(env));
    if (compare(sum, zero) >= 0) path = undefined;
    else if (compare(before, zero) >= 0) path = innermost(line.value, (part) => compare(part.run(env), zero) < 0, env);
  }
  return path;
}

function falls(part: Formula, from: Env, to: Env): boolean {
  return compare(part.run(to), part.run(from)) < 0;
}

function innermost(formula: Formula, isWrong: (part: Formula) => boolean, env: Env): string {
  const inside = orNone(() => formula.parts(env).find((part) => orNone(() => isWrong(part)) === true));
  return inside === undefined ? formula.path : innermost(inside, isWrong, env);
}

/** A part may have a value for one of the requests only; then it is not the one that is looked for. */
function orNone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormulaError || error instanceof Refusal) return undefined;
    throw error;
  }
}
