import Type, { type TSchema } from 'typebox';

/** What a formula may use: numbers, texts and truths of the request. `pixels` is width × height, `modelFactor` the factor of the model. */
export const numberFacts = ['width', 'height', 'pixels', 'steps', 'images', 'factor', 'modelFactor'] as const;
export const textFacts = ['operation', 'model'] as const;
export const truthFacts = ['negativePrompt'] as const;
export type NumberFact = (typeof numberFacts)[number];
export type TextFact = (typeof textFacts)[number];
export type TruthFact = (typeof truthFacts)[number];

export const roundingModes = ['up', 'down', 'half_up'] as const;
export type RoundingMode = (typeof roundingModes)[number];

/** A formula that gives an exact number from the facts of a request. A constant is plain decimal text, such as `"0.5"`. */
export type Expression =
  | string
  | { readonly kind: 'fact'; readonly fact: NumberFact }
  | { readonly kind: 'sum' | 'product' | 'min' | 'max'; readonly of: readonly Expression[] }
  | { readonly kind: 'difference'; readonly from: Expression; readonly subtract: Expression }
  | { readonly kind: 'quotient'; readonly of: Expression; readonly by: Expression }
  /** `exponent`: 0 to 8.75 in quarters, as text. */
  | { readonly kind: 'power'; readonly of: Expression; readonly exponent: string }
  /** The nearest multiple of `step` in the direction of `mode`. */
  | { readonly kind: 'quantise'; readonly of: Expression; readonly step: string; readonly mode: RoundingMode }
  /** The value of the first bracket whose `atMost` is not below `of`, else `above`. */
  | {
      readonly kind: 'brackets';
      readonly of: Expression;
      readonly brackets: readonly { readonly atMost: string; readonly value: Expression }[];
      readonly above: Expression;
    }
  /** The entry of `table` under the text of the fact, else `otherwise`. */
  | {
      readonly kind: 'lookup';
      readonly fact: TextFact;
      readonly table: Readonly<Record<string, Expression>>;
      readonly otherwise?: Expression;
    }
  | { readonly kind: 'when'; readonly if: Condition; readonly value: Expression; readonly otherwise: Expression }
  /** The value of `of`; where it is used, `label` is added to the detail of the line. */
  | { readonly kind: 'label'; readonly label: string; readonly of: Expression };

/** A yes or no from the facts of a request. */
export type Condition =
  | { readonly kind: 'equals'; readonly fact: TextFact; readonly value: string }
  | { readonly kind: 'true'; readonly fact: TruthFact }
  | { readonly kind: 'at-most' | 'at-least'; readonly fact: NumberFact; readonly value: string }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

export type ExpressionKind = Exclude<Expression, string>['kind'];
export type ConditionKind = Condition['kind'];

/** A number in a formula. */
export const numberText = Type.String({
  pattern: '^-?(0|[1-9][0-9]{0,11})([.][0-9]{1,12})?$',
  description: 'a decimal number as text, such as "0.5"',
});
export const shortText = Type.String({ minLength: 1, maxLength: 120 });
export const oneOf = <T extends string>(values: readonly T[]) => Type.Unsafe<T>(Type.Enum([...values]));
export const closed = { additionalProperties: false } as const;

const positiveText = Type.String({
  pattern: '^(?!0([.]0+)?$)(0|[1-9][0-9]{0,11})([.][0-9]{1,12})?$',
  description: 'a decimal number above zero',
});
const kind = <K extends string>(name: K) => Type.Literal(name);
const several = (item: TSchema) => Type.Array(item, { minItems: 1, maxItems: 64 });

/** The form of each kind of expression, around the form of what is inside. A new kind is one line here and one case in `compile-expression.ts`. */
export function expressionShapes(inner: TSchema, condition: TSchema): Readonly<Record<ExpressionKind, TSchema>> {
  const bracket = Type.Object({ atMost: numberText, value: inner }, closed);
  return {
    fact: Type.Object({ kind: kind('fact'), fact: oneOf(numberFacts) }, closed),
    sum: Type.Object({ kind: kind('sum'), of: several(inner) }, closed),
    product: Type.Object({ kind: kind('product'), of: several(inner) }, closed),
    min: Type.Object({ kind: kind('min'), of: several(inner) }, closed),
    max: Type.Object({ kind: kind('max'), of: several(inner) }, closed),
    difference: Type.Object({ kind: kind('difference'), from: inner, subtract: inner }, closed),
    quotient: Type.Object({ kind: kind('quotient'), of: inner, by: inner }, closed),
    power: Type.Object({ kind: kind('power'), of: inner, exponent: Type.String({ pattern: '^[0-8]([.](25|5|75))?$' }) }, closed),
    quantise: Type.Object({ kind: kind('quantise'), of: inner, step: positiveText, mode: oneOf(roundingModes) }, closed),
    brackets: Type.Object({ kind: kind('brackets'), of: inner, brackets: several(bracket), above: inner }, closed),
    lookup: Type.Object(
      { kind: kind('lookup'), fact: oneOf(textFacts), table: Type.Record(Type.String(), inner), otherwise: Type.Optional(inner) },
      closed,
    ),
    when: Type.Object({ kind: kind('when'), if: condition, value: inner, otherwise: inner }, closed),
    label: Type.Object({ kind: kind('label'), label: shortText, of: inner }, closed),
  };
}

/** The form of each kind of condition, around the form of what is inside. */
export function conditionShapes(inner: TSchema): Readonly<Record<ConditionKind, TSchema>> {
  return {
    equals: Type.Object({ kind: kind('equals'), fact: oneOf(textFacts), value: shortText }, closed),
    true: Type.Object({ kind: kind('true'), fact: oneOf(truthFacts) }, closed),
    'at-most': Type.Object({ kind: kind('at-most'), fact: oneOf(numberFacts), value: numberText }, closed),
    'at-least': Type.Object({ kind: kind('at-least'), fact: oneOf(numberFacts), value: numberText }, closed),
    all: Type.Object({ kind: kind('all'), of: several(inner) }, closed),
    any: Type.Object({ kind: kind('any'), of: several(inner) }, closed),
    not: Type.Object({ kind: kind('not'), of: inner }, closed),
  };
}

const definitions = {
  Expression: Type.Union([numberText, ...Object.values(expressionShapes(Type.Ref('Expression'), Type.Ref('Condition')))]),
  Condition: Type.Union(Object.values(conditionShapes(Type.Ref('Condition')))),
};
export const expressionSchema = Type.Unsafe<Expression>(Type.Cyclic(definitions, 'Expression'));
export const conditionSchema = Type.Unsafe<Condition>(Type.Cyclic(definitions, 'Condition'));
