import Type, { type Static } from 'typebox';
import { multiply, one, ratioFromText, ratioOf, smaller, stepsOf, zero, type Ratio } from './formulas/exact-ratio.ts';
import type { BookError } from './form-errors.ts';
import { closed, numberForm, shortText, text } from './formulas/number-text.ts';

/** How a picture can end without being delivered. What a price book does not say of an end costs nothing. */
export const pictureEnds = ['failed', 'refusedBeforeRun', 'refusedAfterRun', 'canceledInQueue', 'canceledWhileRunning'] as const;
export type PictureEnd = (typeof pictureEnds)[number];

const elapsed = 'elapsed';
const fromZeroToOne = '0(?:[.][0-9]{1,6})?|1(?:[.]0{1,6})?';
const share = numberForm(0, 1, `^(?:${fromZeroToOne})$`, '0, 1, or between them as text such as "0.5"');
const shareOrElapsed = numberForm(0, 1, `^(?:${elapsed}|${fromZeroToOne})$`, '"elapsed", 0, 1, or between them as text such as "0.5"');
const name = text('^[a-z0-9][a-z0-9._-]{0,63}$', 'lower-case letters, digits, dot, dash or underscore');
const names = Type.Array(name, { minItems: 1, maxItems: 64, uniqueItems: true });

/** One rule of what is charged for pictures that are not delivered: a share of the price of a picture for each end. */
const ruleSchema = Type.Object(
  {
    operations: Type.Optional(names),
    engines: Type.Optional(names),
    note: Type.Optional(shortText),
    failed: Type.Optional(share),
    refusedBeforeRun: Type.Optional(share),
    refusedAfterRun: Type.Optional(share),
    canceledInQueue: Type.Optional(share),
    canceledWhileRunning: Type.Optional(shareOrElapsed),
  },
  closed,
);
export const chargingSchema = Type.Array(ruleSchema, { maxItems: 64 });
export type ChargingRule = Static<typeof ruleSchema>;

/** What is charged for a picture by its end: decimal text from `"0"` to `"1"`, or `elapsed` for as much as was done of it. */
export type ChargingTerms = Readonly<Record<PictureEnd, string>> & {
  /** Why, in the operator's words. */
  readonly note: string | null;
};

/** Everybody's terms until a book says otherwise. */
const nothing: ChargingTerms = {
  failed: '0',
  refusedBeforeRun: '0',
  refusedAfterRun: '0',
  canceledInQueue: '0',
  canceledWhileRunning: '0',
  note: null,
};

/** What is wrong with rules that have their form. Which engines there are a book cannot know. */
export function chargingErrors(rules: readonly ChargingRule[], operations: readonly string[]): readonly BookError[] {
  const errors: BookError[] = [];
  for (const [index, rule] of rules.entries()) {
    const path = `/charging/${index}`;
    for (const [place, operation] of (rule.operations ?? []).entries()) {
      if (operations.length > 0 && !operations.includes(operation)) {
        errors.push({
          path: `${path}/operations/${place}`,
          message: `there is no operation ${operation}; there are ${operations.join(', ')}`,
        });
      }
    }
    const before = rules.slice(0, index).findIndex((other) => covers(other, rule));
    if (before !== -1) errors.push({ path, message: `is never reached: /charging/${before} takes everything that it would` });
  }
  return errors;
}

function covers(wide: ChargingRule, narrow: ChargingRule): boolean {
  const all = (outer: readonly string[] | undefined, inner: readonly string[] | undefined): boolean =>
    outer === undefined || (inner !== undefined && inner.every((each) => outer.includes(each)));
  return all(wide.operations, narrow.operations) && all(wide.engines, narrow.engines);
}

/** The terms for an operation on an engine: those of the first rule that is about both. A rule that names engines is about no unknown one. */
export function chargingFor(rules: readonly ChargingRule[], operation: string, engine: string | null): ChargingTerms {
  const rule = rules.find(
    ({ operations, engines }) =>
      (operations === undefined || operations.includes(operation)) &&
      (engines === undefined || (engine !== null && engines.includes(engine))),
  );
  if (rule === undefined) return nothing;
  const part = (end: PictureEnd): string => (rule[end] ?? 0).toString();
  return {
    failed: part('failed'),
    refusedBeforeRun: part('refusedBeforeRun'),
    refusedAfterRun: part('refusedAfterRun'),
    canceledInQueue: part('canceledInQueue'),
    canceledWhileRunning: part('canceledWhileRunning'),
    note: rule.note ?? null,
  };
}

/** How much of a picture was done, for terms by what has elapsed. */
export interface Elapsed {
  readonly step: number;
  readonly steps: number;
}

/**
 * What a picture costs that ended so, in micro-credits, rounded down and never more than `price`. `elapsed` counts whole steps that were
 * done; where nobody counted them it is nothing.
 */
export function chargeFor(terms: ChargingTerms, end: PictureEnd, price: bigint, done?: Elapsed): bigint {
  const part = terms[end] === elapsed ? elapsedShare(done) : ratioFromText(terms[end]);
  return stepsOf(multiply(ratioOf(price), smaller(part, one)), one, 'down');
}

function elapsedShare(done: Elapsed | undefined): Ratio {
  if (done === undefined || done.steps <= 0 || done.step <= 0) return zero;
  return { n: BigInt(Math.min(Math.trunc(done.step), done.steps)), d: BigInt(done.steps) };
}
