import { Type } from 'typebox';
import { QuoteLine } from './prices.ts';
import { count, credits, exactly, id, named, nullable, page, ref, time } from './shapes.ts';

const version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const factValue = Type.Union([Type.Boolean(), Type.Number(), Type.String({ maxLength: 120 })]);
const book = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  description: 'A price book as data; its form is that of `getPriceBookSchema`',
  additionalProperties: true,
});

/** A price book in a request: any object; the room names each wrong place in it. */
export const bookInput = book;

/** The newest version that whoever publishes has seen. */
export const newestVersion = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: 2_147_483_647,
    description: 'The newest version that you have seen; where there is a newer one, nothing is published. Not looked at when left out',
  }),
);
export const effectiveFrom = Type.Optional(
  Type.Unsafe<string>({ ...time, description: 'When it comes into force; at once when left out, or where that time has passed' }),
);

const draft = {
  id,
  revision: Type.Integer({ minimum: 1, description: 'Counts the saves; give the one that you have read' }),
  title: Type.String(),
  createdAt: time,
  savedAt: time,
};
export const DraftSummary = named('DraftSummary', 'A price book in the making, without what it says', Type.Object(draft));
export const DraftPage = page('DraftPage', DraftSummary);
export const Draft = named('Draft', 'A price book in the making. It may be wrong: see `checkPriceBook`', Type.Object({ ...draft, book }));

const publishedVersion = {
  id,
  version,
  hash: Type.String(),
  title: Type.String(),
  effectiveFrom: time,
  publishedAt: time,
};
export const PriceBookVersion = named(
  'PriceBookVersion',
  'A published version, without what it says',
  Type.Object({
    ...publishedVersion,
    state: Type.Enum(['coming', 'current', 'replaced'], {
      description: '`coming` is in force from its time on; `replaced` was in force, or a newer one came before its time',
    }),
  }),
);
export const PriceBookVersionPage = page('PriceBookVersionPage', PriceBookVersion);
export const PublishedPriceBook = named(
  'PublishedPriceBook',
  'A published version; it never changes',
  Type.Object({ ...publishedVersion, book }),
);

export const PriceBookChange = named(
  'PriceBookChange',
  'One difference between two price books',
  Type.Object({
    path: Type.String({ description: 'A JSON pointer into the later book; into the earlier one for what was taken out' }),
    kind: Type.Enum(['added', 'removed', 'changed']),
    before: Type.Unknown({ description: '`null` for what was added' }),
    after: Type.Unknown({ description: '`null` for what was taken out' }),
  }),
);
export const PriceBookComparison = named(
  'PriceBookComparison',
  'What has changed from one price book to another',
  Type.Object({ changes: Type.Array(ref(PriceBookChange)) }),
);

export const BookProblem = named(
  'BookProblem',
  'Something wrong in the text of a price book',
  Type.Object({
    path: Type.String({ description: 'A JSON pointer to the offending node; empty for the whole' }),
    line: Type.Integer({ minimum: 1, description: 'Of the text' }),
    message: Type.String(),
    request: Type.Unsafe<Record<string, boolean | number | string> | null>({
      ...nullable(Type.Record(Type.String(), factValue)),
      description: 'A request that shows it, where there is one',
    }),
  }),
);
export const PriceBookCheck = named(
  'PriceBookCheck',
  'What would be refused if the text were published; nothing for a book that can be',
  Type.Object({ problems: Type.Array(ref(BookProblem)) }),
);

/** Which price book is meant: a draft, a version, or one that comes along. */
export const askedBook = {
  draftId: Type.Optional(Type.Unsafe<string>({ ...id, description: 'A draft' })),
  version: Type.Optional(Type.Unsafe<number>({ ...version, description: 'A published version' })),
  book: Type.Optional(book),
};

const sampleRequest = Type.Unsafe<Record<string, boolean | number | string>>({
  ...Type.Record(Type.String({ maxLength: 64 }), factValue, { maxProperties: 64 }),
  description: 'The `operation` and its facts by name',
});
export const SampleRequest = named(
  'SampleRequest',
  'A request to be priced',
  exactly({ what: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })), request: sampleRequest }),
);

export const TriedPrice = named(
  'TriedPrice',
  'What a request costs by a book',
  Type.Object({
    total: Type.Unsafe<string | null>({ ...nullable(credits), description: '`null` where the book has no price for it' }),
    upperBound: Type.Unsafe<string | null>({ ...nullable(credits), description: 'Differs from `total` for an estimate' }),
    lines: Type.Array(ref(QuoteLine)),
    refused: Type.Unsafe<string | null>({ ...nullable(Type.String()), description: 'Why there is no price' }),
  }),
);
export const TriedSample = named(
  'TriedSample',
  'One request by two price books',
  Type.Object({ what: Type.String(), request: sampleRequest, current: ref(TriedPrice), tried: ref(TriedPrice) }),
);
export const PriceBookTrial = named(
  'PriceBookTrial',
  'Requests priced by the book in force and by the one that is tried',
  Type.Object({ currentVersion: version, samples: Type.Array(ref(TriedSample)) }),
);

const earned = credits;
export const Repriced = named(
  'Repriced',
  'What delivered pictures earn by a book',
  Type.Object({
    earned,
    unpriced: Type.Object(
      { generations: count, charged: credits },
      { description: 'What the book has no price for; `earned` has none of it. `charged` is what it earned then' },
    ),
    reasons: Type.Array(Type.Object({ detail: Type.String(), generations: count }), {
      description: 'Why, the commonest first; at most five',
    }),
  }),
);
export const EarningsSlice = named(
  'EarningsSlice',
  'A part of the generations that ended in a time, priced again. Parts add up; go on with `nextCursor` until it is `null`',
  Type.Object({
    from: time,
    to: time,
    until: Type.Unsafe<string>({ ...time, description: 'How far this part goes; `to` in the last' }),
    generations: Type.Unsafe<number>({ ...count, description: 'With a picture that was delivered' }),
    images: Type.Unsafe<number>({ ...count, description: 'Pictures that were delivered' }),
    charged: Type.Unsafe<string>({ ...credits, description: 'What delivered pictures cost then' }),
    current: ref(Repriced),
    tried: ref(Repriced),
    nextCursor: nullable(Type.String()),
  }),
);
