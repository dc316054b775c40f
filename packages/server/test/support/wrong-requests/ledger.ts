import { derivedId } from '../../../src/kernel/index.ts';
import type { Ledger } from '../../../src/ledger/index.ts';
import type { TestPerson } from '../server.ts';
import type { WrongRequest } from './wrong-request.ts';

/** Nearly all that an account can hold, in credits. */
const almostAll = '9000000000000';
const credit = 1_000_000n;

/** What the requests below name: holds of Ada in every state, and accounts that are poor, full, full of rules, or in debt. */
export async function setUpLedger({
  operator,
  ada,
  newCustomer,
  ledger,
}: {
  readonly operator: TestPerson;
  readonly ada: TestPerson;
  readonly newCustomer: (credits?: bigint) => Promise<TestPerson>;
  readonly ledger: Ledger;
}): Promise<Record<string, string>> {
  const { client } = ada;
  const { accountId } = ada;
  const hold = await client.holds.create({ credits: '1', project: 'tight' });
  const ended = await client.holds.create({ credits: '1' });
  await client.holds.void(ended.id);
  // No request makes a hold that ends within a second, and no test should wait for one.
  const expired = derivedId('hold', accountId, 'expired');
  await ledger.hold({ id: 'expired', accountId, holdId: expired, amount: credit, timeoutMs: 1 });
  await client.rules.setBudget({ scope: { type: 'project', id: 'tight' }, period: 'total', limit: '0' });
  await operator.client.grants.create(accountId, { kind: 'trial', credits: '40' });
  await client.spends.create({ credits: '0.000001' }, { idempotencyKey: 'adas-spend' });

  const poor = await newCustomer();
  const { grants, creditLines, recurringGrants } = operator.client;
  const commandOf = async (asked: Promise<{ readonly commandId: string | null }>) => (await asked).commandId ?? 'none';
  await grants.create(poor.accountId, { kind: 'trial', credits: '5' });
  const usedUp = await commandOf(grants.create(poor.accountId, { kind: 'purchased', credits: '2' }));
  const poorSpend = await commandOf(poor.client.spends.create({ credits: '7' }));

  const buyer = await newCustomer();
  const purchase = await commandOf(grants.create(buyer.accountId, { kind: 'purchased', credits: '10' }));
  await buyer.client.holds.create({ credits: '1' });
  const second = await commandOf(grants.create(buyer.accountId, { kind: 'purchased', credits: '10' }));
  const spend = await commandOf(buyer.client.spends.create({ credits: '1' }));
  const adjustment = await commandOf(operator.client.adjustments.create(buyer.accountId, { credits: '1', reason: 'For tests' }));
  await operator.client.reversals.create(buyer.accountId, { commandId: spend });
  const returned = await newCustomer();
  const refunded = await commandOf(grants.create(returned.accountId, { kind: 'purchased', credits: '1' }));
  await operator.client.refunds.create(returned.accountId, { commandId: refunded });

  const full = await newCustomer();
  const fullSpend = await (async () => {
    await grants.create(full.accountId, { kind: 'promotional', credits: '300000000000' });
    const made = await commandOf(full.client.spends.create({ credits: '300000000000' }));
    await grants.create(full.accountId, { kind: 'promotional', credits: almostAll });
    await grants.create(full.accountId, { kind: 'promotional', credits: '223372036854' });
    return made;
  })();
  await grants.create(operator.accountId, { kind: 'promotional', credits: almostAll });

  const ruled = await newCustomer();
  const ruledId = ruled.accountId;
  await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      ledger.setBudget({
        id: `budget-${String(index)}`,
        accountId: ruledId,
        scope: { type: 'project', id: `p${String(index)}` },
        period: 'day',
        limit: credit,
      }),
    ),
  );
  await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      ledger.startRecurringGrant({
        id: `recurring-${String(index)}`,
        accountId: ruledId,
        recurringId: `r${String(index)}`,
        amount: credit,
        unit: 'year',
      }),
    ),
  );
  await creditLines.setLimit(poor.accountId, { limit: '5' });
  await recurringGrants.start(returned.accountId, { id: 'runs', credits: '1', unit: 'day' });
  return {
    hold: hold.id,
    endedHold: ended.id,
    expiredHold: expired,
    poor: poor.accountId,
    usedUp,
    poorSpend,
    buyer: buyer.accountId,
    purchase,
    second,
    spend,
    adjustment,
    returned: returned.accountId,
    refunded,
    full: full.accountId,
    fullSpend,
    ruled: ruledId,
    ruledKey: ruled.apiKey,
  };
}

let made = 0;
/** Each with a key of its own, because a refusal is remembered. */
const ownKey = () => {
  made += 1;
  return { 'idempotency-key': `ledger-${String(made)}` };
};

type Row = readonly [request: string, body: object | undefined, code: string, status: number];

const rows = (as: 'ada' | 'bob' | 'operator', all: readonly Row[]): WrongRequest[] =>
  all.map(([request, body, code, status]) => ({
    what: `${request} ${JSON.stringify(body ?? {})} by ${as}`,
    request,
    as,
    headers: ownKey(),
    ...(body === undefined ? {} : { body }),
    code,
    status,
  }));

const invalid = (as: 'ada' | 'operator', path: string, all: readonly (readonly [request: string, body: object])[]): WrongRequest[] =>
  all.map(([request, body]) => ({
    what: `${request} ${JSON.stringify(body)}`,
    request,
    as,
    headers: ownKey(),
    body,
    code: 'invalid_request',
    status: 422,
    path,
  }));

const byAda = rows('ada', [
  ['POST /v1/holds', { credits: '1000000' }, 'insufficient_credits', 402],
  ['POST /v1/holds', { credits: '1', project: 'tight' }, 'budget_exceeded', 402],
  ['GET /v1/holds/none', undefined, 'unknown_hold', 404],
  // A hold of a generation ends with its work alone: whoever could end it by hand would get pictures for nothing.
  ['GET /v1/holds/{generation}', undefined, 'unknown_hold', 404],
  ['POST /v1/holds/{generation}/capture', { credits: '0.000001' }, 'unknown_hold', 404],
  ['POST /v1/holds/{generation}/void', {}, 'unknown_hold', 404],
  ['POST /v1/holds/{generation}/extend', { timeoutSeconds: 7200 }, 'unknown_hold', 404],
  ...(['capture', 'void', 'extend'] as const).flatMap((verb): Row[] => {
    const body = verb === 'extend' ? { timeoutSeconds: 7200 } : {};
    return [
      [`POST /v1/holds/hold_01k0000000000000000000000x/${verb}`, body, 'unknown_hold', 404],
      [`POST /v1/holds/{endedHold}/${verb}`, body, 'hold_not_open', 409],
      [`POST /v1/holds/{expiredHold}/${verb}`, body, 'hold_expired', 409],
    ];
  }),
  ['POST /v1/holds/{hold}/capture', { credits: '1000000' }, 'insufficient_credits', 402],
  ['POST /v1/holds/{hold}/capture', { credits: '3' }, 'budget_exceeded', 402],
  ['POST /v1/holds/{hold}/extend', { timeoutSeconds: 1 }, 'invalid_command', 422],
  ['POST /v1/spends', { credits: '1000000' }, 'insufficient_credits', 402],
  ['POST /v1/spends', { credits: '0.5', project: 'tight' }, 'budget_exceeded', 402],
  ['POST /v1/transfers', { toAccountId: 'acct_none', credits: '1' }, 'unknown_account', 404],
  ['POST /v1/transfers', { toAccountId: '{account}', credits: '1' }, 'invalid_command', 422],
  ['POST /v1/transfers', { toAccountId: '{poor}', credits: '0.5' }, 'transfer_too_small', 422],
  ['POST /v1/transfers', { toAccountId: '{poor}', credits: '1000000' }, 'insufficient_credits', 402],
]);

const byBob = rows('bob', [
  ['GET /v1/holds/{hold}', undefined, 'unknown_hold', 404],
  ['POST /v1/holds/{hold}/capture', {}, 'unknown_hold', 404],
  ['POST /v1/holds/{hold}/void', {}, 'unknown_hold', 404],
  ['POST /v1/holds/{hold}/extend', { timeoutSeconds: 7200 }, 'unknown_hold', 404],
  ['GET /v1/accounts/{account}/rules', undefined, 'operator_only', 403],
  ['POST /v1/accounts/{account}/adjustments', { credits: '1', reason: 'I would like some' }, 'operator_only', 403],
  ['POST /v1/accounts/{account}/reversals', { commandId: 'c' }, 'operator_only', 403],
  ['POST /v1/accounts/{account}/refunds', { commandId: 'c' }, 'operator_only', 403],
  ['POST /v1/accounts/{account}/recurring-grants', { id: 'r', credits: '1', unit: 'day' }, 'operator_only', 403],
  ['POST /v1/accounts/{account}/recurring-grants/r/stop', undefined, 'operator_only', 403],
  ['POST /v1/accounts/{account}/credit-line', { limit: '1000' }, 'operator_only', 403],
  ['POST /v1/accounts/{account}/credit-line/close-period', {}, 'operator_only', 403],
  ['POST /v1/accounts/{account}/credit-line/settle', { credits: '1' }, 'operator_only', 403],
]);

const perDay = { toAccountId: '{poor}', credits: '2000' };
const recurring = { id: 'r', credits: '1', unit: 'day' };

const byOperator = rows('operator', [
  ['POST /v1/transfers', { toAccountId: '{full}', credits: '500' }, 'balance_too_large', 422],
  ['POST /v1/transfers', perDay, 'transfer_limit_reached', 403],
  ['GET /v1/accounts/none/rules', undefined, 'unknown_account', 404],
  ['POST /v1/accounts/none/adjustments', { credits: '1', reason: 'r' }, 'unknown_account', 404],
  ['POST /v1/accounts/{buyer}/adjustments', { credits: '-1000', reason: 'r' }, 'insufficient_credits', 402],
  ['POST /v1/accounts/{full}/adjustments', { credits: almostAll, reason: 'r' }, 'balance_too_large', 422],
  ['POST /v1/accounts/none/reversals', { commandId: 'c' }, 'unknown_account', 404],
  ['POST /v1/accounts/{buyer}/reversals', { commandId: 'never-sent' }, 'unknown_entry', 404],
  ['POST /v1/accounts/{buyer}/reversals', { commandId: '{spend}' }, 'already_reversed', 409],
  ['POST /v1/accounts/{buyer}/reversals', { commandId: '{adjustment}' }, 'not_reversible', 422],
  ['POST /v1/accounts/{poor}/reversals', { commandId: '{usedUp}' }, 'nothing_to_reverse', 409],
  ['POST /v1/accounts/{buyer}/reversals', { commandId: '{purchase}' }, 'grant_held', 409],
  ['POST /v1/accounts/{full}/reversals', { commandId: '{fullSpend}' }, 'balance_too_large', 422],
  ['POST /v1/accounts/none/refunds', { commandId: 'c' }, 'unknown_account', 404],
  ['POST /v1/accounts/{buyer}/refunds', { commandId: 'never-sent' }, 'unknown_entry', 404],
  ['POST /v1/accounts/{returned}/refunds', { commandId: '{refunded}' }, 'already_reversed', 409],
  ['POST /v1/accounts/{buyer}/refunds', { commandId: '{second}' }, 'not_refundable', 422],
  ['POST /v1/accounts/{buyer}/refunds', { commandId: '{adjustment}' }, 'not_refundable', 422],
  ['POST /v1/accounts/{poor}/refunds', { commandId: '{usedUp}' }, 'nothing_to_reverse', 409],
  ['POST /v1/accounts/{buyer}/refunds', { commandId: '{purchase}' }, 'grant_held', 409],
  ['POST /v1/accounts/none/recurring-grants', recurring, 'unknown_account', 404],
  ['POST /v1/accounts/{returned}/recurring-grants', { ...recurring, id: 'runs' }, 'recurring_id_used', 409],
  ['POST /v1/accounts/{ruled}/recurring-grants', recurring, 'too_many_rules', 422],
  ['POST /v1/accounts/{full}/recurring-grants', recurring, 'balance_too_large', 422],
  ['POST /v1/accounts/{buyer}/recurring-grants', { ...recurring, timeZone: 'Moon/Crater' }, 'invalid_command', 422],
  ['POST /v1/accounts/none/recurring-grants/r/stop', undefined, 'unknown_account', 404],
  ['POST /v1/accounts/{buyer}/recurring-grants/r/stop', undefined, 'unknown_recurring_grant', 404],
  ['POST /v1/accounts/none/credit-line', { limit: '1' }, 'unknown_account', 404],
  ['POST /v1/accounts/none/credit-line/close-period', {}, 'unknown_account', 404],
  ['POST /v1/accounts/{poor}/credit-line/close-period', {}, 'nothing_to_bill', 409],
  ['POST /v1/accounts/none/credit-line/settle', { credits: '1' }, 'unknown_account', 404],
  ['POST /v1/accounts/{poor}/credit-line/settle', { credits: '1' }, 'not_owed', 422],
]);

export const wrongLedgerRequests: WrongRequest[] = [
  ...byAda,
  ...byBob,
  ...byOperator,
  ...rows('ada', [
    // Of Ada's credits some may be transferred, and not those that she got for trying.
    ['POST /v1/transfers', { toAccountId: '{poor}', credits: '45' }, 'credits_not_transferable', 403],
  ]),
  {
    what: 'setBudget for one account too often',
    request: 'POST /v1/rules/budgets',
    as: 'nobody',
    headers: { ...ownKey(), authorization: 'Bearer {ruledKey}' },
    body: { scope: { type: 'project', id: 'one-more' }, period: 'day', limit: '1' },
    code: 'too_many_rules',
    status: 422,
  },
  {
    what: 'createSpend of another amount under the same key',
    request: 'POST /v1/spends',
    headers: { 'idempotency-key': 'adas-spend' },
    body: { credits: '2' },
    code: 'idempotency_key_reused',
    status: 422,
  },
  ...invalid('ada', 'body.credits', [
    ...['0', '-1', '1e3', '01', '1.0000001', '99999999999999', '', 5, null].flatMap((credits): [string, object][] => [
      ['POST /v1/holds', { credits }],
      ['POST /v1/spends', { credits }],
      ['POST /v1/spends/check', { credits }],
      ['POST /v1/transfers', { toAccountId: 'acct_x', credits }],
    ]),
    ['POST /v1/rules/reserve', { credits: '-1' }],
    ['POST /v1/rules/reserve', { credits: null }],
    ['POST /v1/rules/alert-level', { credits: '0' }],
    ['POST /v1/rules/alert-level', {}],
    ['POST /v1/holds/{hold}/capture', { credits: '0' }],
  ]),
  ...invalid('ada', 'body.timeoutSeconds', [
    ['POST /v1/holds', { credits: '1', timeoutSeconds: 0 }],
    ['POST /v1/holds', { credits: '1', timeoutSeconds: 1.5 }],
    ['POST /v1/holds/{hold}/extend', { timeoutSeconds: 40_000_000 }],
  ]),
  ...invalid('ada', 'body.project', [
    ['POST /v1/holds', { credits: '1', project: '' }],
    ['POST /v1/spends', { credits: '1', project: 'two words' }],
    ['POST /v1/spends', { credits: '1', project: 'x'.repeat(65) }],
  ]),
  ...invalid('ada', 'body.limit', [['POST /v1/rules/budgets', { scope: { type: 'project', id: 'p' }, period: 'day', limit: '-1' }]]),
  ...invalid('ada', 'body.period', [['POST /v1/rules/budgets', { scope: { type: 'project', id: 'p' }, period: 'decade', limit: '1' }]]),
  ...invalid('ada', 'body.scope.type', [['POST /v1/rules/budgets', { scope: { type: 'planet', id: 'p' }, period: 'day', limit: '1' }]]),
  ...invalid('operator', 'body.credits', [
    ['POST /v1/accounts/{account}/adjustments', { credits: '0', reason: 'r' }],
    ['POST /v1/accounts/{account}/adjustments', { credits: '-0', reason: 'r' }],
    ['POST /v1/accounts/{account}/adjustments', { credits: '--1', reason: 'r' }],
    ['POST /v1/accounts/{account}/credit-line/settle', { credits: '-1' }],
  ]),
  ...invalid('operator', 'body.reason', [['POST /v1/accounts/{account}/adjustments', { credits: '1', reason: ' ' }]]),
  ...invalid('operator', 'body.limit', [['POST /v1/accounts/{account}/credit-line', { limit: '0' }]]),
  ...invalid('operator', 'body.unit', [['POST /v1/accounts/{account}/recurring-grants', { ...recurring, unit: 'moon' }]]),
  ...invalid('operator', 'body.startsAt', [['POST /v1/accounts/{account}/recurring-grants', { ...recurring, startsAt: 'soon' }]]),
];
