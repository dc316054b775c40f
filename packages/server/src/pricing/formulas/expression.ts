import Type, { type TSchema } from 'typebox';
import {
  closed,
  numberForm,
  numberText,
  oneOf,
  positiveText,
  roundingModes,
  shortText,
  type NumberText,
  type RoundingMode,
} from './number-text.ts';

/**
 * A formula that gives an exact number from the facts of a request: a number (`2`, `"0.5"`), a name (`"images"`, `"model.price"`, a value
 * of the book), or an object whose first member says what it does.
 */
export type Expression = NumberText | ExpressionNodes[ExpressionKind];

/** A limit and what counts up to it, the limit included. */
export type Bracket = readonly [limit: NumberText, value: Expression];

export interface ExpressionNodes {
  readonly sum: { readonly sum: readonly Expression[] };
  readonly product: { readonly product: readonly Expression[] };
  readonly min: { readonly min: readonly Expression[] };
  readonly max: { readonly max: readonly Expression[] };
  readonly difference: { readonly difference: readonly [from: Expression, subtract: Expression] };
  readonly quotient: { readonly quotient: readonly [of: Expression, by: Expression] };
  /** `exponent`: 0 to 8 with at most two decimals. */
  readonly power: { readonly power: Expression; readonly exponent: NumberText };
  /** To a multiple of `to`. */
  readonly round: { readonly round: Expression; readonly to: NumberText; readonly mode: RoundingMode };
  /** The value of the first bracket whose limit is not below the number, else `above`. */
  readonly brackets: { readonly brackets: Expression; readonly upTo: readonly Bracket[]; readonly above: Expression };
  /** Each part of the number at the rate of its bracket: the first 30 steps for nothing, each further one for 0.01. */
  readonly graduated: { readonly graduated: Expression; readonly upTo: readonly Bracket[]; readonly above: Expression };
  /** On straight lines between points; beyond the first and the last the value stays. */
  readonly interpolate: { readonly interpolate: Expression; readonly points: readonly (readonly [at: NumberText, value: NumberText])[] };
  /** The entry under the text of the fact, else `otherwise`. */
  readonly lookup: { readonly lookup: string; readonly in: Readonly<Record<string, Expression>>; readonly otherwise?: Expression };
  readonly when: { readonly when: Condition; readonly value: Expression; readonly otherwise: Expression };
  /** The value of the first case that holds, else `otherwise`. */
  readonly cases: { readonly cases: readonly { readonly when: Condition; readonly value: Expression }[]; readonly otherwise: Expression };
  /** For each doubling on the way to the factor `of`, with the width and height that go into it; all added. */
  readonly perDoubling: { readonly perDoubling: Expression; readonly of: Expression };
  /** The value, which adds `label` to the detail of its line where it is used. */
  readonly label: { readonly label: string; readonly value: Expression };
  /** No price: the request is outside the book, for this reason. */
  readonly refuse: { readonly refuse: string };
}
export type ExpressionKind = keyof ExpressionNodes;

/** What a number may be compared with. All that are there must hold. */
export interface Comparison {
  readonly atLeast?: NumberText;
  readonly atMost?: NumberText;
  readonly above?: NumberText;
  readonly below?: NumberText;
}

/** A yes or no: every fact named is as said, where a list means one of these. Or `any`, `all`, `not` of other conditions. */
export type Condition =
  | { readonly any: readonly Condition[] }
  | { readonly all: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly [fact: string]: boolean | NumberText | Comparison | readonly NumberText[] };

/** Words of the language, which no fact and no value can have as its name. */
export const reservedNames = ['any', 'all', 'not', 'operation', 'pixels', 'megapixels', 'size'] as const;
export const namePattern = '^[a-z][a-zA-Z0-9]{0,31}$';

const several = (item: TSchema, minItems = 1) => Type.Array(item, { minItems, maxItems: 64 });
const exponent = numberForm(0, 8, '^([0-7]([.][0-9]{1,2})?|8([.]00?)?)$', '0 to 8 with at most two decimals, such as "1.5"');
const pair = (first: TSchema, second: TSchema) => Type.Tuple([first, second]);

/** The form of each kind of expression, around the form of what is inside. */
export function expressionShapes(inner: TSchema, condition: TSchema): Readonly<Record<ExpressionKind, TSchema>> {
  const branches = { upTo: several(pair(numberText, inner)), above: inner };
  const branch = { when: condition, value: inner };
  return {
    sum: Type.Object({ sum: several(inner) }, closed),
    product: Type.Object({ product: several(inner) }, closed),
    min: Type.Object({ min: several(inner) }, closed),
    max: Type.Object({ max: several(inner) }, closed),
    difference: Type.Object({ difference: pair(inner, inner) }, closed),
    quotient: Type.Object({ quotient: pair(inner, inner) }, closed),
    power: Type.Object({ power: inner, exponent }, closed),
    round: Type.Object({ round: inner, to: positiveText, mode: oneOf(roundingModes) }, closed),
    brackets: Type.Object({ brackets: inner, ...branches }, closed),
    graduated: Type.Object({ graduated: inner, ...branches }, closed),
    interpolate: Type.Object({ interpolate: inner, points: several(pair(numberText, numberText), 2) }, closed),
    lookup: Type.Object(
      { lookup: shortText, in: Type.Record(Type.String(), inner, { minProperties: 1 }), otherwise: Type.Optional(inner) },
      closed,
    ),
    when: Type.Object({ ...branch, otherwise: inner }, closed),
    cases: Type.Object({ cases: several(Type.Object(branch, closed)), otherwise: inner }, closed),
    perDoubling: Type.Object({ perDoubling: inner, of: inner }, closed),
    label: Type.Object({ label: shortText, value: inner }, closed),
    refuse: Type.Object({ refuse: Type.String({ minLength: 1, maxLength: 300 }) }, closed),
  };
}

const comparison = Type.Object(
  {
    atLeast: Type.Optional(numberText),
    atMost: Type.Optional(numberText),
    above: Type.Optional(numberText),
    below: Type.Optional(numberText),
  },
  { ...closed, minProperties: 1 },
);
const scalar = Type.Unsafe<boolean | NumberText>({ type: ['boolean', 'integer', 'string'], minLength: 1, maxLength: 120 });
/** What a fact may be asked for in a condition, by whether that is a list, an object or neither. */
export const wanted = { list: several(scalar), comparison, scalar };
const anyFact = namePattern.replace('^', '^(?!(?:any|all|not)$)');

/** The definitions of the JSON Schema that formulas are made of; they refer to each other by name. */
export const expressionDefinitions = {
  Number: numberText,
  Expression: Type.Union([
    Type.Ref('Number'),
    Type.String({ pattern: '^[a-z][a-zA-Z0-9]{0,31}([.][a-z][a-zA-Z0-9]{0,31})?$', description: 'a fact, a value, or fact.column' }),
    ...Object.values(expressionShapes(Type.Ref('Expression'), Type.Ref('Condition'))),
  ]),
  Condition: Type.Union([
    Type.Object({ any: several(Type.Ref('Condition')) }, closed),
    Type.Object({ all: several(Type.Ref('Condition')) }, closed),
    Type.Object({ not: Type.Ref('Condition') }, closed),
    Type.Record(Type.String({ pattern: anyFact }), Type.Union(Object.values(wanted)), { minProperties: 1, additionalProperties: false }),
  ]),
};
