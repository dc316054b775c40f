import Type, { type Static, type TSchema } from 'typebox';
import { chargingSchema } from './charging.ts';
import { expressionDefinitions, namePattern, type Condition, type Expression } from './formulas/expression.ts';
import { amountText, closed, numberForm, numberText, oneOf, positiveText, roundingModes, shortText, text } from './formulas/number-text.ts';

export const identifier = text('^[a-z0-9][a-z0-9._-]{0,63}$', 'lower-case letters, digits, dot, dash or underscore');
const name = Type.String({ pattern: namePattern });
const reason = Type.String({ minLength: 10, maxLength: 500, description: 'why, in a sentence' });

/** What a line does to the sum so far. */
export const lineKinds = ['base', 'add', 'multiply', 'minimum', 'maximum', 'round', 'congestion'] as const;
export type LineKind = (typeof lineKinds)[number];

const round = Type.Object({ to: positiveText, mode: oneOf(roundingModes) }, closed);
/** Totals are whole millionths, so they are rounded to those or to something larger. */
const step = numberForm(
  1,
  1_000_000,
  '^(?!0[.]0+$)(0|[1-9][0-9]{0,6})[.][0-9]{1,6}$',
  'above zero, with at most six decimals, such as "0.01"',
);
const congestion = Type.Object({ step: positiveText, floor: positiveText, cap: positiveText }, closed);
const secondsForm = Type.Integer({ minimum: 1, maximum: 86_400 });
/** What a long wait is, and how fast prices follow the queue. */
const queue = Type.Object({ targetSeconds: secondsForm, smoothingSeconds: secondsForm }, closed);

/** The form of each kind of line, around the forms of what is inside. */
export function lineShapes(value: TSchema, when: TSchema): Readonly<Record<LineKind, TSchema>> {
  const line = (kind: LineKind, form: TSchema) =>
    Type.Object({ label: shortText, detail: Type.Optional(shortText), when: Type.Optional(when), [kind]: form }, closed);
  return {
    base: line('base', value),
    add: line('add', value),
    multiply: line('multiply', value),
    minimum: line('minimum', value),
    maximum: line('maximum', value),
    round: line('round', round),
    congestion: line('congestion', congestion),
  };
}

/** Along these a price must not fall, unless `mayFall` says why it may. `area` is the width and the height. */
export const fallAxes = ['images', 'area', 'steps'] as const;

/** One line of a bill to be. Lines run in the order in which the book has them. */
export type PriceLine = {
  readonly label: string;
  readonly detail?: string;
  readonly when?: Condition;
} & {
  readonly [K in Exclude<LineKind, 'round' | 'congestion'>]?: Expression;
} & { readonly round?: Static<typeof round>; readonly congestion?: Static<typeof congestion> };

/** An option with a title or numbers of its own. */
export const optionSchema = Type.Object(
  { id: identifier, title: Type.Optional(shortText) },
  { patternProperties: { [namePattern.replace('^', '^(?!(?:id|title)$)')]: numberText }, additionalProperties: false },
);

/** One choice of a fact, with numbers of its own that formulas read as `fact.column`. */
export interface OptionForm {
  readonly id: string;
  readonly title?: string;
  readonly [column: string]: string | number | undefined;
}

/** The form of each kind of fact by the member that tells them apart, around the forms of what is inside. */
export function factShapes(value: TSchema, option: TSchema): Readonly<Record<'from' | 'options' | 'yesNo', TSchema>> {
  const measured = Type.Object({ expected: Type.Optional(value), atMost: Type.Optional(value) }, closed);
  return {
    from: Type.Object(
      {
        from: numberText,
        to: numberText,
        step: Type.Optional(positiveText),
        default: Type.Optional(numberText),
        measured: Type.Optional(measured),
      },
      closed,
    ),
    options: Type.Object({ options: Type.Array(option, { minItems: 1, maxItems: 500 }), default: Type.Optional(identifier) }, closed),
    yesNo: Type.Object({ yesNo: Type.Literal(true), default: Type.Optional(Type.Boolean()) }, closed),
  };
}

/** What a fact can be. */
export interface FactForm {
  readonly from?: number | string;
  readonly to?: number | string;
  readonly step?: number | string;
  readonly measured?: { readonly expected?: Expression; readonly atMost?: Expression };
  readonly options?: readonly (string | OptionForm)[];
  readonly yesNo?: true;
  readonly default?: number | string | boolean;
}

/** What an operation costs: one formula, lines, or the same as another operation. */
export type PriceForm = Expression | readonly PriceLine[] | { readonly sameAs: string };

const byName = <T extends TSchema>(item: T, maxProperties: number) =>
  Type.Record(name, item, { maxProperties, additionalProperties: false });

/** What a request says of a fact. */
export type FactValue = boolean | number | string;

/** A request as data: its facts by name. */
export const requestSchema = byName(Type.Unsafe<FactValue>({ type: ['boolean', 'number', 'string'], maxLength: 120 }), 64);

/** The form of a book around the forms of what is inside. */
function book(parts: { readonly value: TSchema; readonly fact: TSchema; readonly price: TSchema; readonly operation: TSchema }) {
  const { value, fact, price, operation } = parts;
  return Type.Object(
    {
      format: Type.Literal('imprest-price-book/1'),
      title: shortText,
      description: Type.Optional(Type.String({ maxLength: 2000 })),
      unit: Type.Optional(oneOf(['credit', 'usd'])),
      facts: Type.Optional(byName(fact, 32)),
      values: Type.Optional(byName(value, 64)),
      price: Type.Optional(price),
      operations: Type.Optional(Type.Record(identifier, operation, { minProperties: 1, maxProperties: 32, additionalProperties: false })),
      rounding: Type.Optional(Type.Object({ to: step, mode: oneOf(roundingModes) }, closed)),
      queue: Type.Optional(queue),
      mayFall: Type.Optional(byName(reason, 32)),
      warnings: Type.Optional(Type.Object({ totalAtLeast: amountText, megapixelsAtLeast: amountText }, closed)),
      charging: Type.Optional(chargingSchema),
      examples: Type.Optional(Type.Array(Type.Object({ what: shortText, request: requestSchema }, closed), { maxItems: 64 })),
    },
    closed,
  );
}

const here = Type.Ref('Expression');
const prices = [here, Type.Array(Type.Ref('Line'), { minItems: 1, maxItems: 32 })];
const definitions = {
  ...expressionDefinitions,
  Line: Type.Union(Object.values(lineShapes(here, Type.Ref('Condition')))),
  Fact: Type.Union(Object.values(factShapes(here, Type.Union([identifier, optionSchema])))),
  Price: Type.Union(prices),
  PriceBook: book({
    value: here,
    fact: Type.Ref('Fact'),
    price: Type.Ref('Price'),
    operation: Type.Union([...prices, Type.Object({ sameAs: identifier }, closed)]),
  }),
};
/** The JSON Schema of a price book. */
export const priceBookSchema = Type.Cyclic(definitions, 'PriceBook');

const left = Type.Unknown();
/** The same with facts, formulas and lines left open: each is checked by itself, so that a message can name the node. */
export const priceBookFrame = book({ value: left, fact: left, price: left, operation: left });

/** A price book as data: what can be asked for, what it costs, and how the result is rounded. */
export interface PriceBook extends Omit<Static<typeof priceBookFrame>, 'facts' | 'values' | 'price' | 'operations'> {
  readonly facts?: Readonly<Record<string, FactForm>>;
  readonly values?: Readonly<Record<string, Expression>>;
  readonly price?: PriceForm;
  readonly operations?: Readonly<Record<string, PriceForm>>;
}
