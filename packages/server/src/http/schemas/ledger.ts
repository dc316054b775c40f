import { Type } from 'typebox';
import { Entry, FundKind, GrantKind } from './money.ts';
import { amountInput, credits, exactly, id, named, nullable, ref, time } from './shapes.ts';

/** An id that the caller chooses. */
export const ownIdInput = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_.:-]+$', examples: ['campaign-7'] });

/** An amount in a request that may be zero. */
export const limitInput = Type.String({
  pattern: '^(?:0|[1-9][0-9]{0,12})(?:\\.[0-9]{1,6})?$',
  maxLength: 20,
  description: 'Decimal text with at most six decimals; 0 is allowed',
  examples: ['100'],
});

export const memoInput = Type.String({ minLength: 1, maxLength: 200, description: 'A sentence for the statement' });

/** Who credits are for, as a request names it. */
export const spenderInput = {
  project: Type.Optional({ ...ownIdInput, description: 'The project that they are for; its budgets count them' }),
  session: Type.Optional({ ...ownIdInput, description: 'The session that they are for; its budgets count them' }),
};

/** What credits are for, as a request names it. */
export const usageInput = {
  ...spenderInput,
  model: Type.Optional({ ...ownIdInput, description: 'The model that works' }),
  operation: Type.Optional({ ...ownIdInput, description: 'What is done, such as generate' }),
};

export const useReserveInput = Type.Boolean({ description: 'Whether the reserve may be used too; false when left out' });

export const timeoutInput = Type.Integer({ minimum: 1, maximum: 31_622_400, description: 'Seconds until the hold ends by itself' });

export const Hold = named(
  'Hold',
  'Credits set aside for one operation',
  Type.Object({
    id,
    status: Type.Enum(['open', 'captured', 'voided', 'expired']),
    amount: credits,
    captured: credits,
    remaining: credits,
    createdAt: time,
    deadlineAt: time,
    endedAt: nullable(time),
    parts: Type.Array(Type.Object({ grantId: id, kind: ref(FundKind), amount: credits }), {
      description: 'Where what is still set aside comes from, in the order in which it would be captured',
    }),
  }),
);

export const BudgetScope = named(
  'BudgetScope',
  'Whose spending a budget limits',
  exactly({ type: Type.Enum(['project', 'api_key', 'session']), id: Type.String({ minLength: 1, maxLength: 128 }) }),
);

export const BudgetPeriod = named(
  'BudgetPeriod',
  'How long a budget lasts, by UTC: a day, a week from Monday on, a month; a total never starts anew',
  Type.Enum(['day', 'week', 'month', 'total']),
);

export const Budget = named(
  'Budget',
  'What a project, an API key or a session may spend, as it stands now',
  Type.Object({
    scope: ref(BudgetScope),
    period: ref(BudgetPeriod),
    limit: credits,
    used: credits,
    held: credits,
    left: credits,
    startsAnewAt: nullable(time),
  }),
);

export const CycleUnit = named('CycleUnit', 'What cycles are counted in', Type.Enum(['day', 'week', 'month', 'year']));

export const Rollover = named(
  'Rollover',
  'What of the unused credits of a cycle is kept when the next one begins',
  exactly({
    max: Type.Unsafe<string | null>({ anyOf: [amountInput, { type: 'null' }], description: 'At most this much in all; null for no cap' }),
    cycles: Type.Unsafe<number | null>({
      anyOf: [Type.Integer({ minimum: 1, maximum: 1200 }), { type: 'null' }],
      description: 'How many further cycles it is kept; null for ever',
    }),
  }),
);

export const RecurringGrant = named(
  'RecurringGrant',
  'Credits that are granted anew with each cycle',
  Type.Object({
    id,
    kind: ref(GrantKind),
    credits,
    every: Type.Integer({ minimum: 1 }),
    unit: ref(CycleUnit),
    anchorAt: time,
    timeZone: Type.String(),
    cyclesLeft: nullable(Type.Integer({ minimum: 0 })),
    rollover: nullable(ref(Rollover)),
    nextAt: time,
    label: Type.String(),
  }),
);

export const AccountRules = named(
  'AccountRules',
  'What an account has settled about its credits',
  Type.Object({
    reserve: credits,
    alertLevel: nullable(credits),
    budgets: Type.Array(ref(Budget)),
    creditLine: nullable(
      Type.Object(
        { limit: credits, unbilled: credits, billed: credits, left: credits },
        { description: 'Of an account that pays after: what may be owed at once, and what is owed' },
      ),
    ),
    recurringGrants: Type.Array(ref(RecurringGrant)),
    asOf: time,
  }),
);

export const SpendCheck = named(
  'SpendCheck',
  'Whether a spend would be booked now, and if not, why; nothing is kept free',
  Type.Object({
    allowed: Type.Boolean(),
    problem: nullable(Type.Object({ code: Type.String(), title: Type.String(), detail: Type.String() })),
  }),
);

export const Transfer = named(
  'Transfer',
  'Credits that went to another account',
  Type.Object({ id, toAccountId: id, credits, at: time, entry: ref(Entry) }),
);
