import { beforeAll, describe, expect, it } from 'vitest';
import { operations, resourceOf } from '../src/http/index.ts';
import { audit } from '../src/ledger/index.ts';
import { differencesFromSchema } from './support/schema-check.ts';
import { testServer, type TestPerson } from './support/server.ts';

type Json = Record<string, unknown>;

/** One operation that changes the ledger: a body that is carried out, and another that the same key must not carry out. */
interface Case {
  readonly operationId: string;
  readonly as: 'customer' | 'operator';
  /** What is there before; gives the `{…}` of bodies, `id` for the path. */
  readonly before?: (place: Place) => Promise<Record<string, string>>;
  readonly body?: Json;
  readonly other?: Json;
  /** Of the answer. */
  readonly expected: object;
}

interface Place {
  readonly ada: TestPerson;
  readonly operator: TestPerson;
}

const holdOf = async ({ ada }: Place) => ({ id: (await ada.client.holds.create({ credits: '5', project: 'p' })).id });
const commandOf = async (asked: Promise<{ commandId: string | null }>) => ({ command: (await asked).commandId ?? 'none' });
const budget = { scope: { type: 'project', id: 'p' }, period: 'month', limit: '10' };
const monthly = { id: 'pro', credits: '100', unit: 'month', rollover: { max: '50', cycles: 1 } };
const drawn = async ({ ada, operator }: Place) => {
  await operator.client.creditLines.setLimit(ada.accountId, { limit: '100' });
  await ada.client.spends.create({ credits: '25' });
  return {};
};

/** Each begins with an account of 20 promotional credits. */
const cases: readonly Case[] = [
  {
    operationId: 'createHold',
    as: 'customer',
    body: { credits: '5', memo: 'A poem', timeoutSeconds: 60, project: 'p', session: 's', model: 'm', operation: 'write' },
    other: { credits: '6' },
    expected: { status: 'open', amount: '5', captured: '0', remaining: '5', endedAt: null, parts: [{ kind: 'promotional', amount: '5' }] },
  },
  {
    operationId: 'captureHold',
    as: 'customer',
    before: holdOf,
    body: { credits: '2.5', final: false, memo: 'Half of it' },
    other: { credits: '2.5' },
    expected: { status: 'open', amount: '5', captured: '2.5', remaining: '2.5' },
  },
  {
    operationId: 'extendHold',
    as: 'customer',
    before: holdOf,
    body: { timeoutSeconds: 7200 },
    other: { timeoutSeconds: 7201 },
    expected: { status: 'open' },
  },
  { operationId: 'voidHold', as: 'customer', before: holdOf, body: {}, other: { memo: 'Not needed' }, expected: { status: 'voided' } },
  {
    operationId: 'createSpend',
    as: 'customer',
    body: { credits: '3', memo: 'A map', project: 'p' },
    other: { credits: '4' },
    expected: { kind: 'spend', balanceChange: '-3', balanceAfter: '17', parts: [{ kind: 'promotional', amount: '3' }] },
  },
  {
    operationId: 'createTransfer',
    as: 'customer',
    before: async ({ operator }) => ({ to: operator.accountId }),
    body: { toAccountId: '{to}', credits: '4', memo: 'For lunch' },
    other: { toAccountId: '{to}', credits: '5' },
    expected: { credits: '4', entry: { kind: 'transfer', balanceAfter: '16' } },
  },
  { operationId: 'setReserve', as: 'customer', body: { credits: '5' }, other: { credits: '0' }, expected: { reserve: '5' } },
  { operationId: 'setAlertLevel', as: 'customer', body: { credits: '5' }, other: { credits: null }, expected: { alertLevel: '5' } },
  {
    operationId: 'setBudget',
    as: 'customer',
    body: budget,
    other: { ...budget, limit: null },
    expected: { budgets: [{ scope: budget.scope, period: 'month', limit: '10', used: '0', held: '0', left: '10' }] },
  },
  {
    operationId: 'createAdjustment',
    as: 'operator',
    body: { credits: '-2.5', reason: 'Granted too much' },
    other: { credits: '2.5', reason: 'Granted too much' },
    expected: { kind: 'adjust', balanceChange: '-2.5', description: expect.stringContaining('Granted too much') as string },
  },
  {
    operationId: 'createReversal',
    as: 'operator',
    before: ({ ada }) => commandOf(ada.client.spends.create({ credits: '3' })),
    body: { commandId: '{command}', memo: 'The map was empty' },
    other: { commandId: '{command}' },
    expected: { kind: 'reverse', balanceChange: '3', balanceAfter: '20' },
  },
  {
    operationId: 'createRefund',
    as: 'operator',
    before: async ({ ada, operator }) => {
      const { accountId } = ada;
      const bonus = await commandOf(operator.client.grants.create(accountId, { kind: 'bonus', credits: '10' }));
      await ada.client.spends.create({ credits: '25' });
      return {
        bonus: bonus.command,
        ...(await commandOf(operator.client.grants.create(accountId, { kind: 'purchased', credits: '100' }))),
      };
    },
    body: { commandId: '{command}', bonusCommandIds: ['{bonus}'] },
    other: { commandId: '{command}' },
    // Of the bonus 5 were used, which the purchase pays for; the other 5 are withdrawn.
    expected: { kind: 'refund', paidBack: '95', balanceAfter: '0' },
  },
  {
    operationId: 'startRecurringGrant',
    as: 'operator',
    body: { ...monthly, timeZone: 'Europe/Berlin', cycles: 12, label: 'Pro' },
    other: monthly,
    expected: {
      recurringGrants: [{ id: 'pro', kind: 'subscription', credits: '100', every: 1, unit: 'month', cyclesLeft: 11, label: 'Pro' }],
    },
  },
  {
    operationId: 'stopRecurringGrant',
    as: 'operator',
    before: async ({ ada, operator }) => {
      await operator.client.recurringGrants.start(ada.accountId, { id: 'pro', credits: '1', unit: 'day' });
      return { id: 'pro' };
    },
    expected: { recurringGrants: [] },
  },
  {
    operationId: 'setCreditLimit',
    as: 'operator',
    body: { limit: '100' },
    other: { limit: null },
    expected: { creditLine: { limit: '100', unbilled: '0', billed: '0', left: '100' } },
  },
  {
    operationId: 'closePeriod',
    as: 'operator',
    before: drawn,
    body: { memo: 'November' },
    other: {},
    expected: { kind: 'close-period', billed: '5', balanceChange: '0' },
  },
  {
    operationId: 'settlePeriod',
    as: 'operator',
    before: async (place) => {
      await drawn(place);
      await place.operator.client.creditLines.closePeriod(place.ada.accountId);
      return {};
    },
    body: { credits: '5', memo: 'Invoice 7' },
    other: { credits: '4' },
    expected: { kind: 'settle', balanceChange: '0' },
  },
];

describe('what changes the ledger over HTTP', async () => {
  const server = await testServer();
  let operator: TestPerson;
  beforeAll(async () => {
    operator = await server.operator();
  });

  const document = () =>
    server.http.openApi() as {
      paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: object }> }> }>>;
      components: { schemas: Record<string, object> };
    };

  async function entriesOf({ client }: TestPerson): Promise<number> {
    return (await client.statement.list({ limit: 100 })).data.length;
  }

  it.each(cases)('$operationId does it once, answers again, and refuses another request under the same key', async (each) => {
    const ada = await server.customer(20_000_000n);
    const found = operations.find(({ operationId }) => operationId === each.operationId);
    if (found === undefined) throw new Error(`there is no operation ${each.operationId}`);
    const things = (await each.before?.({ ada, operator })) ?? {};
    const path = found.path.replace('{accountId}', ada.accountId).replace('{id}', things['id'] ?? 'none');
    const { apiKey } = each.as === 'operator' ? operator : ada;
    const send = (body: Json | undefined): Promise<Response> =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${apiKey}`,
          'idempotency-key': `key-${each.operationId}-${ada.accountId}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body).replaceAll(/\{(\w+)\}/gu, (whole, name: string) => things[name] ?? whole) }),
      });

    const first = await send(each.body);
    const answer = (await first.json()) as Json;
    expect(first.status, JSON.stringify(answer)).toBe(found.status ?? 200);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(answer).toMatchObject(each.expected);
    const { paths, components } = document();
    const schema = paths[found.path]?.['post']?.responses[String(found.status ?? 200)]?.content['application/json']?.schema ?? {};
    expect(differencesFromSchema(answer, schema, components.schemas)).toEqual([]);

    const booked = await entriesOf(ada);
    const again = await send(each.body);
    expect(again.status).toBe(first.status);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(withoutNow(await again.json())).toEqual(withoutNow(answer));
    if (each.other !== undefined) {
      const refused = await send(each.other);
      expect(refused.status).toBe(422);
      expect(await refused.json()).toMatchObject({ code: 'idempotency_key_reused' });
    }
    expect(await entriesOf(ada)).toBe(booked);
  });

  it('is asked for with a key everywhere, and every such operation is tried above', () => {
    const resources = 'holds spends transfers rules adjustments reversals refunds recurringGrants creditLines'.split(' ');
    const changing = operations.filter((each) => each.method === 'POST' && resources.includes(resourceOf(each)));
    expect(changing.filter(({ idempotent }) => idempotent !== true).map(({ operationId }) => operationId)).toEqual(['checkSpend']);
    expect(cases.map(({ operationId }) => operationId).toSorted()).toEqual(
      changing
        .map(({ operationId }) => operationId)
        .filter((name) => name !== 'checkSpend')
        .toSorted(),
    );
  });

  it('remembers what was refused: the same key cannot succeed later, a new one can', async () => {
    const ada = await server.customer(1_000_000n);
    const once = { idempotencyKey: 'too-much' };
    await expect(ada.client.spends.create({ credits: '5' }, once)).rejects.toMatchObject({ code: 'insufficient_credits', status: 402 });
    await operator.client.grants.create(ada.accountId, { kind: 'purchased', credits: '10' });
    await expect(ada.client.spends.create({ credits: '5' }, once)).rejects.toMatchObject({ code: 'insufficient_credits' });
    expect(await ada.client.spends.create({ credits: '5' })).toMatchObject({ balanceAfter: '6' });
  });

  it('keeps the keys of two people apart, and those of two operations', async () => {
    const [ada, bob] = [await server.customer(9_000_000n), await server.customer(9_000_000n)];
    const same = { idempotencyKey: 'same' };
    for (const { client } of [ada, bob]) {
      expect(await client.spends.create({ credits: '1' }, same)).toMatchObject({ balanceAfter: '8' });
      expect(await client.holds.create({ credits: '1' }, same)).toMatchObject({ status: 'open' });
    }
  });

  it('leaves whole books', async () => {
    expect((await audit(server.database)).difference).toBeNull();
  });
});

/** What was asked at another moment says so. */
function withoutNow(answer: unknown): unknown {
  // Every answer of these operations is an object.
  const { asOf: _, ...rest } = answer as Json;
  return rest;
}
