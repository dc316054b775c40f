import { Type } from 'typebox';
import { offersSchema } from '../../offers/index.ts';
import { credits, id, named, nullable, page, ref, time, usdt } from './shapes.ts';

export const OffersDocument = named('OffersDocument', 'What is sold, as the operator wrote it; amounts are decimal text', offersSchema);

export const Offers = named(
  'Offers',
  'One version of what is sold; it never changes',
  Type.Object({
    version: Type.Integer({ minimum: 1 }),
    hash: Type.String({ description: 'SHA-256 of the canonical form of the document' }),
    title: Type.String(),
    document: ref(OffersDocument),
  }),
);

export const OffersCheck = named(
  'OffersCheck',
  'What is wrong in the text of an offers document, in the order of its lines; empty for one that can be published',
  Type.Object({
    problems: Type.Array(
      Type.Object({
        path: Type.String({ description: 'A JSON pointer; empty for the whole' }),
        line: Type.Integer({ minimum: 1 }),
        message: Type.String(),
      }),
    ),
  }),
);

export const PurchaseKind = named('PurchaseKind', 'What is bought', Type.Enum(['pack', 'images', 'subscription', 'usage']));

export const SubscriptionTerm = named('SubscriptionTerm', 'How long is paid at once', Type.Enum(['monthly', 'yearly']));

export const PurchaseLine = named(
  'PurchaseLine',
  'One line of what a purchase brings',
  Type.Object({
    kind: Type.Enum(['purchased', 'bonus', 'subscription', 'billed'], {
      description: '`subscription`: so much each month · `billed`: pays for what was used · the others are grants of that kind',
    }),
    credits,
    expiresAfterMonths: Type.Unsafe<number | null>({ ...nullable(Type.Integer({ minimum: 1 })), description: '`null`: never' }),
    label: Type.String(),
    condition: Type.Unsafe<'first_purchase' | null>({
      ...nullable(Type.Enum(['first_purchase'])),
      description: '`first_purchase`: granted if no other invoice brought bought credits before',
    }),
  }),
);

export const Purchase = named(
  'Purchase',
  'What a purchase costs and brings; paying the price grants exactly these lines',
  Type.Object({
    kind: ref(PurchaseKind),
    offerId: id,
    title: Type.String(),
    priceUsdt: usdt,
    credits: Type.Unsafe<string>({ ...credits, description: 'All lines together, and all months of a subscription' }),
    lines: Type.Array(ref(PurchaseLine)),
    months: Type.Unsafe<number | null>({ ...nullable(Type.Integer({ minimum: 1 })), description: 'How many months of a subscription' }),
    offersVersion: Type.Integer({ minimum: 0, description: 'Of the offers that it was made under' }),
  }),
);

export const Subscription = named(
  'Subscription',
  'Credits each month, paid for until a time',
  Type.Object({
    id,
    subscriptionId: Type.String({ description: 'What it is called in the offers' }),
    title: Type.String(),
    creditsPerMonth: credits,
    startedAt: Type.Unsafe<string>({ ...time, description: 'The billing day: each month begins on this day of it, or on its last one' }),
    nextMonthAt: Type.Unsafe<string | null>({
      ...nullable(time),
      description: 'When the next credits come; `null` in the last paid month',
    }),
    paidUntil: time,
    monthsAhead: Type.Integer({ minimum: 0, description: 'Paid months that have not begun' }),
  }),
);

export const SubscriptionPage = page('SubscriptionPage', Subscription);

const comparedKind = Type.Enum(['pack', 'subscription', 'images']);
const termOrNull = nullable(ref(SubscriptionTerm));
const images = Type.Integer({ minimum: 0 });

export const ComparedOffer = named(
  'ComparedOffer',
  'What a need costs in a month in one way',
  Type.Object({
    kind: comparedKind,
    offerId: Type.String(),
    term: termOrNull,
    title: Type.String(),
    monthlyUsdt: usdt,
    perImageUsdt: usdt,
    explanation: Type.String(),
    cheaperThanImagesFrom: Type.Unsafe<number | null>({
      ...nullable(images),
      description: 'From how many pictures a month it is cheaper than paying picture by picture',
    }),
    curve: Type.Array(Type.Object({ images, monthlyUsdt: usdt }), { description: 'The corners of its cost, for a chart' }),
  }),
);

export const OfferComparison = named(
  'OfferComparison',
  'Ways to pay for so many pictures a month, the cheapest first',
  Type.Object({
    images,
    credits: Type.Unsafe<string>({ ...credits, description: 'What they cost together' }),
    fromUsage: Type.Boolean({ description: 'Whether the need is what the account has used in the last 30 days' }),
    offers: Type.Array(ref(ComparedOffer)),
    breakEvens: Type.Array(Type.Object({ fromImages: images, kind: comparedKind, offerId: Type.String(), term: termOrNull }), {
      description: 'Which is the cheapest from how many pictures a month on',
    }),
  }),
);
