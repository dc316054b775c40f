import { Type } from 'typebox';
import { count, credits, id, named, nullable, ref, time } from './shapes.ts';

const sum = { amount: credits, count: Type.Integer({ minimum: 0, description: 'How many entries it is the sum of' }) };
const text = nullable(Type.String());

export const UsageReport = named(
  'UsageReport',
  'What credits were used for in a range of time; the groups and the rest make the total',
  Type.Object({
    from: time,
    to: time,
    timeZone: Type.String(),
    total: Type.Object(sum),
    groups: Type.Array(Type.Object({ day: text, projectId: text, apiKeyId: text, sessionId: text, model: text, operation: text, ...sum }), {
      description: 'By day, then the largest first; `null` is what was not asked for, or what its entries do not name',
    }),
    rest: Type.Object({ ...sum, groups: count }, { description: 'The smallest groups, where there are more than the limit' }),
  }),
);

export const Forecast = named(
  'Forecast',
  'How long the available credits last at the pace of the last days',
  Type.Object({
    asOf: time,
    available: credits,
    usedPerDay: credits,
    paceDays: Type.Integer({ minimum: 1, description: 'Over how many days the pace was taken' }),
    runsOutAt: nullable(time),
    lastsUntil: nullable(
      Type.Unsafe<string>({
        ...time,
        description: 'When a use at this pace would be refused: the reserve is kept, and the credit line is used',
      }),
    ),
    until: Type.Unsafe<string>({ ...time, description: 'How far the forecast looks: to the end of the credits, or five years' }),
    expires: Type.Unsafe<string>({ ...credits, description: 'What expires unused until then' }),
    expiring: Type.Array(Type.Object({ grantId: id, amount: credits, at: time }), { description: 'Which grants of now that is' }),
  }),
);

const described = (description: string) => Type.Unsafe<string>({ ...credits, description });
const flow = { opening: credits, change: credits, closing: credits };

export const Book = named(
  'Book',
  'The books of the ledger: the accounts’ own (available, held), and the operator’s',
  Type.Enum(['available', 'held', 'issuance', 'promotions', 'adjustments', 'transfers', 'usage', 'breakage', 'unbilled', 'receivable']),
);

export const Fund = named(
  'Fund',
  'Where credits first came from; transferred ones keep their origin',
  Type.Enum(['purchased', 'subscription', 'refunded', 'bonus', 'promotional', 'trial', 'adjustment', 'credit_line']),
);

const byOrigin = Type.Object({
  paid: described('Of purchased, subscription and refunded credits'),
  gifts: described('Of bonus, promotional and trial credits'),
  adjustments: credits,
  onCredit: described('Of what is paid afterwards'),
  total: credits,
});

export const Books = named(
  'Books',
  'The operator’s books as they were just before `at`, with what happened since `from`',
  Type.Object({
    from: time,
    at: time,
    accounts: count,
    entries: count,
    books: Type.Array(Type.Object({ book: ref(Book), ...flow }), { description: 'Every book; all together are zero' }),
    outstanding: Type.Array(Type.Object({ fund: ref(Fund), expiryMonth: nullable(Type.String()), available: credits, held: credits }), {
      description: 'What accounts have, by origin and month of expiry (UTC), soonest first and never last',
    }),
    funds: Type.Array(
      Type.Object({
        fund: ref(Fund),
        ...flow,
        changes: Type.Object({
          issuance: credits,
          promotions: credits,
          adjustments: credits,
          transfers: credits,
          usage: credits,
          breakage: credits,
          unbilled: credits,
          receivable: credits,
        }),
      }),
      { description: 'For each origin: opening less what came to the operator’s books (`changes`) is closing' },
    ),
    deferredRevenue: Type.Object(flow, { description: 'What is outstanding of paid credits' }),
    usageRevenue: byOrigin,
    breakage: byOrigin,
    promotionalCost: described('Given away in the period, less what was taken back'),
    owed: Type.Object({
      unbilled: described('Used on credit and not billed yet'),
      receivable: described('Billed and not paid yet'),
      aged: Type.Object(
        { days0To30: credits, days31To60: credits, days61To90: credits, daysOver90: credits },
        { description: '`receivable` by whole days since it was billed; payments settle the oldest bill first' },
      ),
    }),
  }),
);
