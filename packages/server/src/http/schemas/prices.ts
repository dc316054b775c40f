import { Type } from 'typebox';
import { spenderInput, useReserveInput } from './ledger.ts';
import { count, credits, exactly, id, named, nullable, page, ref, time, usdt } from './shapes.ts';
import { GrantKind } from './money.ts';

// The id of a quote holds what was quoted.
export const quoteId = Type.String({ minLength: 1, maxLength: 2_000 });
export const quoteParams = exactly({ id: quoteId });

const modelId = Type.String({ minLength: 1, maxLength: 100 });
// The price book and the engine have narrower bounds, which the room names when it refuses; these only keep nonsense out.
const pixels = Type.Integer({ minimum: 1, maximum: 65_536 });
const steps = Type.Integer({ minimum: 1, maximum: 10_000 });
const images = Type.Integer({ minimum: 1, maximum: 1_000 });

/** Decimal text from 0 to 999. */
const factorPattern = '^(0|[1-9][0-9]{0,2})([.][0-9]{1,6})?$';
export const maxCongestionInput = Type.String({
  pattern: factorPattern,
  description:
    'The highest factor of the queue to pay, such as "1". While the queue\'s factor is above it, the pictures wait, with their price at this factor set aside, and are made when it falls',
});

const besideFacts = ['operation', 'model', 'width', 'height', 'steps', 'images', 'factor', 'negativePrompt'];

/** What a price book may price by beside the settings that all have. */
export const facts = Type.Unsafe<Record<string, string | number | boolean>>({
  type: 'object',
  additionalProperties: { anyOf: [{ type: 'string', maxLength: 120 }, { type: 'number' }, { type: 'boolean' }] },
  propertyNames: { pattern: `^(?!(?:${besideFacts.join('|')})$)[a-zA-Z][a-zA-Z0-9]{0,62}$` },
  maxProperties: 32,
  description:
    'What else the price book prices by, by name, such as `quality`, `speed`, `references`, or how much of a measured unit you expect. Decimal numbers may come as text',
  examples: [{ quality: 'hd' }],
});

const priced = {
  operation: Type.String({
    pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
    description: 'An operation of the price book: generate, vary, inpaint, upscale, or what else it has',
    examples: ['generate'],
  }),
  model: Type.Optional(modelId),
  width: Type.Optional({ ...pixels, description: 'For upscale that of the picture that goes in' }),
  height: Type.Optional(pixels),
  steps: Type.Optional(steps),
  images: Type.Optional({ ...images, description: '1 when left out' }),
  factor: Type.Optional(Type.Integer({ minimum: 1, maximum: 64, description: 'How many times larger, for upscale' })),
  negativePrompt: Type.Optional(Type.Boolean({ description: 'Whether the request has a negative prompt' })),
  facts: Type.Optional(facts),
};

/** Pictures to be priced, without who would pay. */
export const PicturesToPrice = named(
  'PicturesToPrice',
  'The pictures to be priced',
  exactly({ ...priced, maxCongestion: Type.Optional(maxCongestionInput) }),
);

export const QuoteRequest = named(
  'QuoteRequest',
  'The pictures to be priced, and who would pay',
  exactly({ ...priced, maxCongestion: Type.Optional(maxCongestionInput), ...spenderInput, useReserve: Type.Optional(useReserveInput) }),
);

export const QuoteLine = named(
  'QuoteLine',
  'One item of a price; the lines add up to the total',
  Type.Object({ label: Type.String(), detail: nullable(Type.String()), factor: nullable(Type.String()), amount: credits }),
);

export const PictureEnd = named(
  'PictureEnd',
  'How a picture can end that is not delivered',
  Type.Enum(['failed', 'refusedBeforeRun', 'refusedAfterRun', 'canceledInQueue', 'canceledWhileRunning']),
);

export const QuoteAlternative = named(
  'QuoteAlternative',
  'The same pictures for less',
  Type.Object({
    kind: Type.Enum(['smaller_size', 'fewer_steps', 'batch']),
    detail: Type.String(),
    change: Type.Object({
      width: Type.Optional(Type.Integer()),
      height: Type.Optional(Type.Integer()),
      steps: Type.Optional(Type.Integer()),
      images: Type.Optional(Type.Integer()),
    }),
    total: credits,
    saves: { ...credits, description: 'Of a batch, against the same pictures one request after the other' },
  }),
);

export const Quote = named(
  'Quote',
  'The itemised price of a request; until `expiresAt` the pictures cost never more',
  Type.Object({
    id: quoteId,
    request: ref(PicturesToPrice),
    lines: Type.Array(ref(QuoteLine)),
    total: credits,
    qualifier: Type.Enum(['exact', 'estimate'], { description: 'An estimate has a part that is known only afterwards' }),
    upperBound: { ...credits, description: 'The most that is charged, and what is set aside; the total, unless it is an estimate' },
    congestion: Type.String({ description: 'The factor of the queue, "1" without congestion; it stays until the quote expires' }),
    waits: Type.Boolean({ description: 'The factor is above `maxCongestion` now: pictures made from this quote wait until it has fallen' }),
    priceBook: Type.Object({ id, version: Type.Integer(), hash: Type.String() }),
    available: credits,
    availableAfter: credits,
    affordable: Type.Boolean(),
    warnings: Type.Array(
      Type.Object({
        code: Type.Enum([
          'expensive_setting',
          'insufficient_credits',
          'reserve_touched',
          'near_alert_level',
          'budget_nearly_used',
          'budget_exceeded',
        ]),
        detail: Type.String(),
        line: nullable(Type.String({ description: 'The line that it is about' })),
      }),
    ),
    alternatives: Type.Array(ref(QuoteAlternative), { description: 'What costs less, each with one thing changed' }),
    engine: nullable(Type.String({ description: 'What would make the pictures' })),
    charging: Type.Object(
      {
        lines: Type.Array(
          Type.Object({
            end: ref(PictureEnd),
            part: Type.String({
              description: 'Of the price of the picture: decimal text from 0 to 1, or `elapsed` for the steps that were done',
            }),
            upTo: { ...credits, description: 'If all pictures end so' },
          }),
        ),
        note: nullable(Type.String()),
      },
      { description: 'What is charged for pictures that are not delivered' },
    ),
    createdAt: time,
    expiresAt: time,
  }),
);

export const PriceBook = named(
  'PriceBook',
  'The published prices',
  Type.Object({
    id,
    version: Type.Integer(),
    hash: Type.String(),
    title: Type.String(),
    description: nullable(Type.String({ description: 'What the operator says about these prices' })),
    effectiveFrom: time,
    congestion: nullable(
      Type.Object(
        {
          factor: Type.String({ description: 'By which the queue multiplies prices now, as decimal text' }),
          floor: Type.String(),
          cap: Type.String(),
          step: Type.String(),
          expectedWaitSeconds: Type.Number({ minimum: 0, description: 'Until everything that waits now is made' }),
          targetSeconds: Type.Number({ minimum: 1, description: 'The wait at which the factor begins to rise above 1' }),
          smoothingSeconds: Type.Number({ minimum: 1 }),
        },
        { description: 'What the queue does to prices; `null` where it has no part in them' },
      ),
    ),
    models: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), factor: nullable(Type.String()) })),
    table: Type.Array(Type.Object({ operation: Type.String(), what: Type.String(), price: credits })),
    limits: Type.Object({
      widthMin: count,
      widthMax: count,
      heightMin: count,
      heightMax: count,
      stepsMin: count,
      stepsMax: count,
      imagesMax: count,
      dimensionStep: count,
    }),
  }),
);

export const JsonSchema = named('JsonSchema', 'A JSON Schema, draft 2020-12', Type.Object({}, { additionalProperties: true }));

export const Pack = named(
  'Pack',
  'Credits sold at once',
  Type.Object({
    id,
    title: Type.String(),
    priceUsdt: usdt,
    credits,
    pricePerCreditUsdt: usdt,
    grants: Type.Array(
      Type.Object({ kind: ref(GrantKind), label: Type.String(), credits, expiresAfterMonths: nullable(Type.Integer({ minimum: 1 })) }),
    ),
    recommended: Type.Boolean(),
  }),
);

export const PackPage = page('PackPage', Pack);
