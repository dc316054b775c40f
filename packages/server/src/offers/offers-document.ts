import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
/** Above zero, with at most six decimals: as fine as micro-credits and USDT base units are. */
const amount = Type.String({
  pattern: '^(?!0(?:[.]0+)?$)(?:0|[1-9][0-9]{0,8})(?:[.][0-9]{1,6})?$',
  description: 'an amount above zero as text, such as "12.5", with at most six decimals',
});
const id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$', description: 'lower-case letters, digits and dashes' });
const title = Type.String({ minLength: 1, maxLength: 80 });
/** Calendar months from the payment; `null`: never. */
const months = Type.Unsafe<number | null>({ anyOf: [{ type: 'integer', minimum: 1, maximum: 120 }, { type: 'null' }] });
const percent = Type.Integer({ minimum: 1, maximum: 100 });
const time = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:[.]\\d{1,3})?)?(?:Z|[+-]\\d\\d:\\d\\d)$',
  description: 'a time such as "2027-03-20T00:00:00Z"',
});

const pack = Type.Object(
  {
    id,
    title: Type.Optional(title),
    priceUsdt: amount,
    credits: amount,
    expiresAfterMonths: Type.Optional(months),
    bonus: Type.Optional(Type.Object({ credits: amount, expiresAfterMonths: Type.Optional(months) }, closed)),
    recommended: Type.Optional(Type.Boolean()),
  },
  closed,
);

const percentBonus = Type.Object({ percent, expiresAfterMonths: Type.Optional(months) }, closed);

const campaign = Type.Object(
  {
    id,
    title,
    from: time,
    until: time,
    percent: Type.Optional(percent),
    credits: Type.Optional(amount),
    packs: Type.Optional(Type.Array(id, { minItems: 1, maxItems: 50 })),
    expiresAfterMonths: Type.Optional(months),
  },
  closed,
);

const subscription = Type.Object(
  {
    id,
    title,
    creditsPerMonth: amount,
    monthlyUsdt: Type.Optional(amount),
    yearlyUsdt: Type.Optional(amount),
    rollover: Type.Optional(
      Type.Object(
        {
          creditsMax: Type.Unsafe<string | null>({ anyOf: [amount, { type: 'null' }] }),
          months,
        },
        closed,
      ),
    ),
  },
  closed,
);

const usagePlan = Type.Object({ id, title, pricePerCreditUsdt: amount, creditLimit: amount }, closed);

const payPerImage = Type.Object(
  {
    priceUsdt: amount,
    credits: Type.Optional(amount),
    imagesMin: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    expiresAfterMonths: Type.Optional(months),
  },
  closed,
);

/** What an operator sells, as data. */
export const offersSchema = Type.Object(
  {
    title: Type.Optional(title),
    combinedBonusMaxPercent: Type.Integer({ minimum: 0, maximum: 1000 }),
    firstPurchaseBonus: Type.Optional(percentBonus),
    usdtBonus: Type.Optional(percentBonus),
    packs: Type.Array(pack, { minItems: 1, maxItems: 50 }),
    campaigns: Type.Optional(Type.Array(campaign, { maxItems: 100 })),
    subscriptions: Type.Optional(Type.Array(subscription, { maxItems: 20 })),
    usagePlans: Type.Optional(Type.Array(usagePlan, { maxItems: 20 })),
    payPerImage: Type.Optional(payPerImage),
  },
  closed,
);

/** The document as it was written; amounts are decimal text. */
export type OffersDocument = Static<typeof offersSchema>;
