export { amountFromText, amountMax, amountToText, microCreditsPerCredit, type MicroCredits, type UsdtUnits } from './exact-amounts.ts';
export { derivedId, idPattern, newId, type IdPrefix } from './ids.ts';
export { systemClock, type Clock } from './clock.ts';
export { defineProblem, Problem, type ProblemDefinition, type ProblemExtras, type ProblemFactory, type Retry } from './problems.ts';
export { assert, assertNever, AssertionError } from './assertions.ts';
export { canonicalJson, contentHash } from './canonical-json.ts';
