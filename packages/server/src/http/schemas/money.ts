import { Type } from 'typebox';
import { credits, id, named, nullable, page, ref, time } from './shapes.ts';

export const Balance = named(
  'Balance',
  'The credits of an account now; `available` is what can be spent: balance less held',
  Type.Object({ accountId: id, balance: credits, held: credits, available: credits, asOf: time }),
);

const grantKinds = ['purchased', 'bonus', 'promotional', 'trial', 'subscription', 'transferred', 'refunded', 'adjustment'] as const;

export const GrantKind = named('GrantKind', 'How credits came to an account', Type.Enum([...grantKinds]));

export const FundKind = named(
  'FundKind',
  'Where moved credits belong: to a grant of a kind, or to the credit line of an account that pays after',
  Type.Enum([...grantKinds, 'credit_line']),
);

export const Grant = named(
  'Grant',
  'Credits that were given at once',
  Type.Object({
    id,
    kind: ref(GrantKind),
    label: Type.String(),
    amount: credits,
    remaining: credits,
    priority: Type.Integer({ minimum: 0, maximum: 100, description: 'Lower is spent first' }),
    effectiveAt: time,
    expiresAt: nullable(time),
    createdAt: time,
  }),
);

export const GrantPage = page('GrantPage', Grant);

export const EntryKind = named(
  'EntryKind',
  'What an entry did',
  Type.Enum([
    'open-account',
    'grant',
    'hold',
    'capture',
    'extend',
    'void',
    'spend',
    'transfer',
    'adjust',
    'reverse',
    'refund',
    'set-reserve',
    'set-alert-level',
    'set-budget',
    'set-credit-limit',
    'close-period',
    'settle',
    'start-recurring-grant',
    'extend-recurring-grant',
    'stop-recurring-grant',
    'rollover',
    'expire',
  ]),
);

export const Entry = named(
  'Entry',
  'One line of the statement: an immutable event in the ledger',
  Type.Object({
    id,
    number: Type.Integer({ minimum: 1, description: 'Counts the entries of the account without gaps' }),
    kind: ref(EntryKind),
    at: time,
    balanceChange: credits,
    heldChange: credits,
    balanceAfter: credits,
    heldAfter: credits,
    availableAfter: credits,
    description: Type.String({ description: 'The entry in plain words' }),
    reference: nullable(Type.Object({ type: Type.String(), id: Type.String() })),
    parts: Type.Array(Type.Object({ grantId: id, kind: ref(FundKind), amount: credits }), {
      description: 'The grants that it touched, in the order used',
    }),
    billed: Type.Unsafe<string | null>({ ...nullable(credits), description: 'What the close of a period bills' }),
    paidBack: Type.Unsafe<string | null>({ ...nullable(credits), description: 'What a refund owes the customer' }),
    commandId: Type.Unsafe<string | null>({
      ...nullable(id),
      description: 'What a reversal or a refund names; `null` for what time alone caused',
    }),
    holdId: nullable(id),
    hash: Type.String({ description: 'Chains the entry to the one before it' }),
  }),
);

export const EntryPage = page('EntryPage', Entry);
