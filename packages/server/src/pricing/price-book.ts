import Type, { type Static, type TSchema } from 'typebox';
import { closed, conditionSchema, expressionSchema, numberText, oneOf, roundingModes, shortText } from './expression.ts';
import { operations } from './price-request.ts';

const credits = Type.String({ pattern: '^(0|[1-9][0-9]{0,11})([.][0-9]{1,6})?$', description: 'credits as decimal text, such as "0.5"' });
const creditsAboveZero = Type.String({
  pattern: '^(?!0([.]0+)?$)(0|[1-9][0-9]{0,11})([.][0-9]{1,6})?$',
  description: 'credits above zero',
});
const identifier = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
  description: 'lower-case letters, digits, dot, dash or underscore',
});
const side = Type.Integer({ minimum: 1, maximum: 65_536 });
const stepCount = Type.Integer({ minimum: 1, maximum: 10_000 });

export const stepKinds = ['base', 'add', 'multiply', 'minimum', 'maximum'] as const;
export type StepKind = (typeof stepKinds)[number];

const limits = Type.Object(
  {
    widthMin: side,
    widthMax: side,
    heightMin: side,
    heightMax: side,
    /** Width and height are multiples of it. */
    dimensionStep: Type.Integer({ minimum: 1, maximum: 1024 }),
    stepsMin: stepCount,
    stepsMax: stepCount,
    imagesMax: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** The factors by which an operation that takes one may enlarge. */
    factors: Type.Array(Type.Integer({ minimum: 2, maximum: 16 }), { minItems: 1, maxItems: 8 }),
  },
  closed,
);

const exampleRequest = Type.Object(
  {
    operation: oneOf(operations),
    model: identifier,
    width: Type.Integer(),
    height: Type.Integer(),
    steps: Type.Optional(Type.Integer()),
    images: Type.Integer(),
    factor: Type.Optional(Type.Integer()),
    negativePrompt: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** One line of a bill to be: what it does to the sum so far. Lines run in the order in which the book has them. */
const priceStep = <V extends TSchema, W extends TSchema>(value: V, when: W) =>
  Type.Object({ kind: oneOf(stepKinds), label: shortText, detail: Type.Optional(shortText), when: Type.Optional(when), value }, closed);

const operationPrice = <V extends TSchema, W extends TSchema>(value: V, when: W) =>
  Type.Object(
    {
      operation: oneOf(operations),
      takes: Type.Array(oneOf(['steps', 'factor']), { maxItems: 2 }),
      price: Type.Array(priceStep(value, when), { minItems: 1, maxItems: 32 }),
    },
    closed,
  );

const book = <V extends TSchema, W extends TSchema>(value: V, when: W) =>
  Type.Object(
    {
      format: Type.Literal('imprest-price-book/1'),
      title: shortText,
      description: Type.Optional(Type.String({ maxLength: 2000 })),
      models: Type.Array(Type.Object({ id: identifier, title: shortText, factor: numberText }, closed), { minItems: 1, maxItems: 200 }),
      limits,
      rounding: Type.Object({ mode: oneOf(roundingModes), step: creditsAboveZero }, closed),
      operations: Type.Array(operationPrice(value, when), { minItems: 1, maxItems: operations.length }),
      /** From where on a quote warns that the setting is expensive. */
      warnings: Type.Object({ totalAtLeast: credits, megapixelsAtLeast: numberText }, closed),
      /** The requests of the published price table. */
      examples: Type.Array(Type.Object({ what: shortText, request: exampleRequest }, closed), { maxItems: 64 }),
    },
    closed,
  );

/** The JSON Schema of a price book. */
export const priceBookSchema = book(expressionSchema, conditionSchema);

/** The same with its formulas left open: they are checked one node at a time, so that a message can name the node. */
export const priceBookFrame = book(Type.Unknown(), Type.Unknown());

/** A price book as data: what can be asked for, what each operation costs, and how the result is rounded. */
export type PriceBook = Static<typeof priceBookSchema>;
export type PriceStep = PriceBook['operations'][number]['price'][number];
export type BookLimits = PriceBook['limits'];
