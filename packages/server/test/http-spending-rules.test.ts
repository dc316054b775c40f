import { Imprest, type EventTopic, type LiveEvent } from '@imprest/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../src/ledger/index.ts';
import { testServer, type TestPerson } from './support/server.ts';

const credit = 1_000_000n;
const dayMs = 86_400_000;
/** One picture of this size costs one credit. */
const picture = { operation: 'generate', prompt: 'a lake', model: 'standard', width: 512, height: 512, steps: 50, images: 1 } as const;
const small = { ...picture, width: 256, height: 256, steps: 5 } as const;

describe('what an account settles, in force', async () => {
  const server = await testServer({ transferLimits: { amountMin: 2n * credit, perDayMax: 5n * credit } });
  let operator: TestPerson;
  beforeAll(async () => {
    operator = await server.operator();
  });

  /** Another API key of the same person, whose requests are counted apart. */
  async function secondKey({ email, password }: TestPerson): Promise<{ readonly id: string; readonly client: Imprest }> {
    const session = new Imprest({ baseUrl: server.url });
    await session.auth.signIn({ email, password });
    const { id, secret } = await session.apiKeys.create({ name: 'a program' });
    return { id, client: new Imprest({ baseUrl: server.url, apiKey: secret, retriesMax: 0 }) };
  }

  it.each(['project', 'session'] as const)('a budget of a %s limits pictures, and tells what is left of it', async (type) => {
    const { client } = await server.customer(20n * credit);
    await client.rules.setBudget({ scope: { type, id: 'campaign-7' }, period: 'month', limit: '1' });
    const spender = { [type]: 'campaign-7' };
    const made = await client.generations.create({ ...picture, ...spender });
    await client.generations.waitUntilFinished(made.id);
    const { budgets } = await client.rules.get();
    expect(budgets).toMatchObject([{ limit: '1', used: '1', held: '0', left: '0' }]);
    const refused = { code: 'budget_exceeded', status: 402, retry: 'never' };
    const { startsAnewAt } = budgets[0] ?? {};
    await expect(client.generations.create({ ...picture, ...spender })).rejects.toMatchObject({
      ...refused,
      extras: {
        required: '1',
        left: '0',
        limit: '1',
        used: '1',
        held: '0',
        scope: { type, id: 'campaign-7' },
        period: 'month',
        startsAnewAt,
      },
    });
    // Others have no part in it.
    await client.generations.create({ ...small, [type]: 'another' });
    await client.generations.create(small);
  });

  it('a budget of an API key limits what comes with that key: pictures, holds and spends', async () => {
    const ada = await server.customer(20n * credit);
    const program = await secondKey(ada);
    await ada.client.rules.setBudget({ scope: { type: 'api_key', id: program.id }, period: 'total', limit: '2.5' });
    const made = await program.client.generations.create(picture);
    await program.client.generations.waitUntilFinished(made.id);
    const hold = await program.client.holds.create({ credits: '1' });
    const refused = { code: 'budget_exceeded', extras: { left: '0.5', startsAnewAt: null } };
    await expect(program.client.spends.create({ credits: '1' })).rejects.toMatchObject(refused);
    await expect(program.client.generations.create(picture)).rejects.toMatchObject(refused);
    expect(await program.client.spends.check({ credits: '1' })).toMatchObject({ allowed: false, problem: { code: 'budget_exceeded' } });
    expect(await program.client.spends.check({ credits: '0.5' })).toEqual({ allowed: true, problem: null });
    await ada.client.spends.create({ credits: '5' });

    // Captured by whichever key: the hold says whose it is.
    await ada.client.holds.capture(hold.id);
    expect((await ada.client.rules.get()).budgets).toMatchObject([{ used: '2', held: '0', left: '0.5' }]);
  });

  it('a key with a budget can neither lift it nor go around it, and a key without one can', async () => {
    const ada = await server.customer(20n * credit);
    const program = await secondKey(ada);
    const scope = { type: 'api_key', id: program.id } as const;
    await ada.client.rules.setBudget({ scope, period: 'day', limit: '1' });
    const { client } = program;
    const tries: readonly (() => Promise<unknown>)[] = [
      () => client.rules.setBudget({ scope, period: 'day', limit: null }),
      () => client.rules.setReserve({ credits: '0' }),
      () => client.transfers.create({ toAccountId: operator.accountId, credits: '2' }),
      () => client.apiKeys.create({ name: 'another' }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'session_required', status: 403 });
    expect((await client.rules.get()).budgets).toHaveLength(1);
    expect(await ada.client.rules.setBudget({ scope, period: 'day', limit: null })).toMatchObject({ budgets: [] });
    await client.transfers.create({ toAccountId: operator.accountId, credits: '2' });
  });

  it('the reserve stays until a request asks for it, and never leaves by a transfer', async () => {
    const { client } = await server.customer(3n * credit);
    await client.rules.setReserve({ credits: '2.5' });
    const lack = { code: 'insufficient_credits', extras: { available: '0.5', reserve: '2.5' } };
    const key = { idempotencyKey: 'a-picture' };
    await expect(client.generations.create(picture, key)).rejects.toMatchObject({
      ...lack,
      extras: { ...lack.extras, topUpUrl: '/top-up' },
    });
    await expect(client.spends.create({ credits: '1' })).rejects.toMatchObject(lack);
    await expect(client.holds.create({ credits: '1' })).rejects.toMatchObject(lack);
    await expect(client.transfers.create({ toAccountId: operator.accountId, credits: '2' })).rejects.toMatchObject({
      ...lack,
      detail: expect.stringContaining('Send less, or lower the reserve.') as string,
    });
    expect(await client.spends.check({ credits: '1', useReserve: true })).toMatchObject({ allowed: true });
    await client.generations.create({ ...picture, useReserve: true }, key);
    await client.spends.create({ credits: '0.25', useReserve: true });
    const hold = await client.holds.create({ credits: '0.25', useReserve: true });
    await expect(client.holds.capture(hold.id, { credits: '0.5' })).rejects.toMatchObject({ code: 'insufficient_credits' });
    expect(await client.holds.capture(hold.id, { credits: '0.5', useReserve: true })).toMatchObject({
      captured: '0.5',
      status: 'captured',
    });
    expect(await client.balance.get()).toMatchObject({ available: expect.stringMatching(/^1/u) as string });
  });

  it('transfers keep to the least and to the most a day', async () => {
    const [ada, bob] = [await server.customer(20n * credit), await server.customer()];
    const send = (credits: string) => ada.client.transfers.create({ toAccountId: bob.accountId, credits });
    await expect(send('1.999999')).rejects.toMatchObject({ code: 'transfer_too_small', extras: { amountMin: '2' } });
    const sent = await send('3');
    expect(sent).toMatchObject({ toAccountId: bob.accountId, credits: '3', entry: { kind: 'transfer' } });
    await expect(send('3')).rejects.toMatchObject({ code: 'transfer_limit_reached', extras: { perDayMax: '5', sentToday: '3' } });
    await send('2');
    expect(await bob.client.balance.get()).toMatchObject({ balance: '5' });
    expect((await bob.client.grants.list()).data).toMatchObject([{ kind: 'transferred' }, { kind: 'transferred' }]);
  });

  it('a hold is captured picture by picture, extended, and gives back what is left', async () => {
    const { client } = await server.customer(20n * credit);
    const hold = await client.holds.create({ credits: '5', timeoutSeconds: 60, project: 'p', memo: 'Five poems' });
    const later = await client.holds.extend(hold.id, { timeoutSeconds: 3600 });
    expect(Date.parse(later.deadlineAt)).toBeGreaterThan(Date.parse(hold.deadlineAt));
    expect(await client.holds.capture(hold.id, { credits: '2', final: false })).toMatchObject({ status: 'open', remaining: '3' });
    expect(await client.holds.capture(hold.id, { credits: '1' })).toMatchObject({ status: 'captured', captured: '3', remaining: '0' });
    expect(await client.holds.get(hold.id)).toMatchObject({ status: 'captured', amount: '5', endedAt: expect.any(String) as string });
    expect(await client.balance.get()).toMatchObject({ balance: '17', held: '0' });
  });

  it('alerts arrive live: the balance below its level, a budget at 80 and 100 percent, credits that expire', async () => {
    const { client, accountId } = await server.customer(10n * credit);
    await client.rules.setAlertLevel({ credits: '5' });
    await client.rules.setBudget({ scope: { type: 'project', id: 'p' }, period: 'week', limit: '10' });
    const seen: LiveEvent[] = [];
    const wanted: readonly EventTopic[] = ['balance.low', 'budget.reached', 'grant.expiring'];
    const stop = new AbortController();
    const spend = async (): Promise<void> => {
      await client.spends.create({ credits: '4', project: 'p' });
      await client.spends.create({ credits: '4', project: 'p' });
      await client.spends.create({ credits: '2', project: 'p' });
      // Eight days ahead now, and seven when it is told: the ledger is asked what is due then.
      await server.ledger.grant({ id: 'short', accountId, kind: 'trial', amount: 3n * credit, expiresAtMs: Date.now() + 7 * dayMs + 400 });
      await expect.poll(() => server.ledger.bookDue(100).then(() => seen.length), { timeout: 20_000 }).toBe(4);
    };
    let spending: Promise<void> | undefined;
    const onConnection = (): void => {
      spending ??= spend().finally(() => stop.abort());
      spending.catch(() => undefined);
    };
    for await (const event of client.events.stream({ signal: stop.signal, onConnection })) {
      if (wanted.includes(event.topic)) seen.push(event);
    }
    await spending;
    expect(seen.map(({ topic, payload }) => ({ topic, payload }))).toMatchObject([
      { topic: 'budget.reached', payload: { percent: 80, used: '8', limit: '10', scope: { type: 'project', id: 'p' }, period: 'week' } },
      { topic: 'balance.low', payload: { balance: '2', level: '5' } },
      { topic: 'budget.reached', payload: { percent: 100, used: '10' } },
      { topic: 'grant.expiring', payload: { days: 7, amount: '3', kind: 'trial' } },
    ]);
  });

  it('an account that pays after draws, is billed, and pays', async () => {
    const { client, accountId } = await server.customer(2n * credit);
    const { creditLines, rules } = operator.client;
    await creditLines.setLimit(accountId, { limit: '10' });
    const spent = await client.spends.create({ credits: '5' });
    expect(spent).toMatchObject({ balanceAfter: '0', parts: [{ amount: '2' }, { kind: 'credit_line', amount: '3' }] });
    await expect(client.spends.create({ credits: '8' })).rejects.toMatchObject({
      code: 'insufficient_credits',
      extras: { available: '7' },
    });
    expect(await creditLines.closePeriod(accountId)).toMatchObject({ billed: '3' });
    expect((await rules.getOfAccount(accountId)).creditLine).toEqual({ limit: '10', unbilled: '0', billed: '3', left: '7' });
    await creditLines.settle(accountId, { credits: '3' });
    expect((await client.rules.get()).creditLine).toEqual({ limit: '10', unbilled: '0', billed: '0', left: '10' });
    // Given back after it was billed and paid, it is taken off the next bill.
    await operator.client.reversals.create(accountId, { commandId: spent.commandId ?? 'none' });
    expect((await client.rules.get()).creditLine).toMatchObject({ unbilled: '-3', left: '13' });
  });

  it('leaves whole books', async () => {
    expect((await audit(server.database)).difference).toBeNull();
  });
});
