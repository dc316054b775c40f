export {
  amountFromText,
  amountMax,
  amountToText,
  microCreditsPerCredit,
  unitsToText,
  usdtUnitsPerUsdt,
  type MicroCredits,
  type UsdtUnits,
} from './exact-amounts.ts';
export { derivedId, newId, type IdPrefix } from './ids.ts';
export { systemClock, type Clock } from './clock.ts';
export { defineProblem, Problem, type ProblemDefinition, type ProblemExtras, type ProblemFactory, type Retry } from './problem.ts';
export { idempotencyKeyReused, invalidCursor, storageFull } from './problems.ts';
export { StartError } from './start-error.ts';
export { assert, assertNever } from './assertions.ts';
export { addOnCalendar, isTimeZone, type CalendarUnit } from './calendar.ts';
export { pageFrom, readCursor, type ListPlace } from './list-pages.ts';
export { contentHash } from './canonical-json.ts';
