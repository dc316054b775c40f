import { Type, type Static } from 'typebox';
import { spenderInput, useReserveInput } from './ledger.ts';
import { facts, maxCongestionInput, quoteId, type PictureEnd, type Quote } from './prices.ts';
import { count, credits, exactly, id, named, nullable, page, ref, time } from './shapes.ts';

export const Engine = named(
  'Engine',
  'What makes pictures',
  Type.Object({
    id: Type.String(),
    title: Type.String(),
    description: Type.String(),
    procedural: Type.Boolean({ description: 'Pictures come from a formula, not from a trained model' }),
    operations: Type.Array(Type.String()),
    facts: Type.Array(Type.String(), { description: 'What it takes as `facts` beside the settings that all have' }),
    models: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), description: Type.String() })),
  }),
);

export const EnginePage = page('EnginePage', Engine);

const seedMax = 4_294_967_295;
const seed = Type.Integer({ minimum: 0, maximum: seedMax });
const request = {
  operation: Type.Enum(['generate']),
  prompt: Type.String({ minLength: 1, maxLength: 2_000 }),
  negativePrompt: Type.Optional(Type.String({ maxLength: 2_000 })),
  model: Type.String({ minLength: 1, maxLength: 100 }),
  width: Type.Integer({ minimum: 1, maximum: 65_536 }),
  height: Type.Integer({ minimum: 1, maximum: 65_536 }),
  steps: Type.Integer({ minimum: 1, maximum: 10_000 }),
  images: Type.Integer({ minimum: 1, maximum: 1_000 }),
  facts: Type.Optional(facts),
};

export const GenerationRequest = named(
  'GenerationRequest',
  'The pictures to be made. With `quoteId` they cost what that quote says',
  exactly({
    ...request,
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: seedMax, description: 'Chosen by chance when left out' })),
    quoteId: Type.Optional(quoteId),
    ...spenderInput,
    useReserve: Type.Optional(useReserveInput),
    maxCongestion: Type.Optional(maxCongestionInput),
  }),
);

export const GenerationStatus = named(
  'GenerationStatus',
  'Where a generation stands',
  Type.Enum(['waiting', 'queued', 'running', 'succeeded', 'partly_succeeded', 'failed', 'canceled']),
);

export const Image = named(
  'Image',
  'One picture with its settings and what it cost',
  Type.Object({
    id,
    generationId: id,
    index: count,
    width: count,
    height: count,
    seed,
    prompt: Type.String(),
    negativePrompt: Type.String(),
    model: Type.String(),
    steps: count,
    engine: Type.String(),
    procedural: Type.Boolean(),
    cost: credits,
    bytes: count,
    sha256: Type.String({ description: 'Of the PNG file' }),
    mediaType: Type.String(),
    fileUrl: Type.String(),
    thumbnailUrl: Type.String(),
    createdAt: time,
  }),
);

export const ImagePage = page('ImagePage', Image);

export const Generation = named(
  'Generation',
  'One request to make pictures; each picture is paid when it is delivered',
  Type.Object({
    id,
    status: ref(GenerationStatus),
    request: Type.Object({ ...request, seed }),
    engine: Type.String(),
    procedural: Type.Boolean(),
    quoteId,
    holdId: id,
    quoted: credits,
    upperBound: { ...credits, description: 'What was set aside, and is never exceeded' },
    charged: credits,
    charges: Type.Array(
      Type.Object({
        index: count,
        end: Type.Unsafe<'delivered' | Static<typeof PictureEnd>>(
          Type.Enum(['delivered', 'failed', 'refusedBeforeRun', 'refusedAfterRun', 'canceledInQueue', 'canceledWhileRunning']),
        ),
        credits,
      }),
      { description: 'What was charged for each picture that has ended, and for what' },
    ),
    images: Type.Array(ref(Image)),
    imagesRequested: count,
    queuePosition: nullable(count),
    waiting: nullable(
      Type.Object(
        { maxCongestion: Type.String(), until: time },
        {
          description:
            "Waits, with its price set aside, until the queue's factor is at most `maxCongestion`; ends at `until`, free of charge",
        },
      ),
    ),
    progress: nullable(Type.Object({ imageIndex: count, step: count, steps: count, fraction: Type.Number({ minimum: 0, maximum: 1 }) })),
    problem: nullable(Type.Object({ code: Type.String(), detail: Type.String() })),
    createdAt: time,
    startedAt: nullable(time),
    finishedAt: nullable(time),
  }),
);

export const GenerationPage = page('GenerationPage', Generation);

/** The answer to a request to make pictures; the quote to one that only asks. */
export const GenerationOrQuote = named(
  'GenerationOrQuote',
  'The generation, or its quote where nothing was to be made',
  Type.Unsafe<Static<typeof Generation> | Static<typeof Quote>>({ anyOf: [Type.Ref('Generation'), Type.Ref('Quote')] }),
);
