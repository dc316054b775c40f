import { Type } from 'typebox';
import { count, credits, exactly, id, named, nullable, page, ref, time, usdt } from './shapes.ts';
import { GrantKind } from './money.ts';

export const Operation = named('Operation', 'What is asked of an engine', Type.Enum(['generate', 'vary', 'inpaint', 'upscale']));

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

export const QuoteRequest = named(
  'QuoteRequest',
  'The pictures to be priced',
  exactly({
    operation: ref(Operation),
    model: modelId,
    width: pixels,
    height: pixels,
    steps: Type.Optional(steps),
    images,
    factor: Type.Optional(Type.Integer({ minimum: 1, maximum: 64, description: 'How many times larger, for upscale' })),
    negativePrompt: Type.Optional(Type.Boolean({ description: 'Whether the request has a negative prompt' })),
    maxCongestion: Type.Optional(maxCongestionInput),
  }),
);

export const QuoteLine = named(
  'QuoteLine',
  'One item of a price; the lines add up to the total',
  Type.Object({ label: Type.String(), detail: nullable(Type.String()), factor: nullable(Type.String()), amount: credits }),
);

export const Quote = named(
  'Quote',
  'The itemised price of a request; until `expiresAt` the pictures cost never more',
  Type.Object({
    id,
    request: ref(QuoteRequest),
    lines: Type.Array(ref(QuoteLine)),
    total: credits,
    qualifier: Type.Enum(['exact', 'estimate'], { description: 'An estimate has a part that is known only afterwards' }),
    upperBound: credits,
    congestion: Type.String({ description: 'The factor of the queue, "1" without congestion; it stays until the quote expires' }),
    waits: Type.Boolean({ description: 'The factor is above `maxCongestion` now: pictures made from this quote wait until it has fallen' }),
    priceBook: Type.Object({ id, version: Type.Integer(), hash: Type.String() }),
    available: credits,
    availableAfter: credits,
    affordable: Type.Boolean(),
    warnings: Type.Array(Type.Object({ code: Type.String(), detail: Type.String() })),
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
