import { ImprestError, type LiveEvent } from '@imprest/sdk';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestPerson } from './support/server.ts';

/** Addresses of Tron that carry their checksum and are nobody's here. */
const theirs = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
const txHash = 'f'.repeat(64);

describe('paying back over HTTP', async () => {
  const server = await testServer();
  let operator: TestPerson;

  beforeAll(async () => {
    operator = await server.operator();
  });

  /** What the server refuses an operation with. */
  async function refusal(asked: Promise<unknown>): Promise<[string, number] | 'not refused'> {
    try {
      await asked;
      return 'not refused';
    } catch (error) {
      if (error instanceof ImprestError) return [error.code, error.status];
      throw error;
    }
  }

  interface Buyer extends TestPerson {
    readonly commandId: string;
    readonly bonusCommandIds: string[];
    readonly depositId: string;
  }

  /** Somebody who has bought 100 credits for 10 USDT. */
  async function buyer(): Promise<Buyer> {
    const person = await server.customer();
    const { id } = await person.client.invoices.create({ packId: 'credits-100', network: 'tron' });
    await person.client.invoices.pay(id);
    const { deposits } = await person.client.invoices.waitUntilPaid(id);
    const { data: entries } = await person.client.statement.list();
    const [commandId = '', ...bonusCommandIds] = entries
      .flatMap((entry) => (entry.kind === 'grant' ? (entry.commandId ?? []) : []))
      .toSorted();
    return { ...person, commandId, bonusCommandIds, depositId: deposits[0]?.id ?? '' };
  }

  const confirm = ({ client }: TestPerson) => client.refundAddresses.set({ network: 'tron', address: theirs, confirmed: true });

  function refund({ accountId, commandId, bonusCommandIds }: Buyer, options: { idempotencyKey?: string } = {}) {
    return operator.client.payouts.create(accountId, { network: 'tron', commandId, bonusCommandIds }, options);
  }

  it('refuses a refund that cannot be paid back, and then nothing is refunded', async () => {
    const bought = await buyer();
    const { client } = operator;
    const { accountId, commandId, bonusCommandIds } = bought;
    expect(await refusal(refund(bought))).toEqual(['refund_address_not_found', 404]);
    await confirm(bought);
    const body = { network: 'tron', commandId, bonusCommandIds } as const;
    expect(await refusal(client.payouts.create(accountId, { ...body, network: 'ethereum' }))).toEqual(['unknown_network', 422]);
    expect(await refusal(client.payouts.create('acct_none', body))).toEqual(['unknown_account', 404]);
    expect(await refusal(client.payouts.create(accountId, { ...body, commandId: 'none' }))).toEqual(['unknown_entry', 404]);
    await server.ledger.grant({ id: 'gift', accountId, kind: 'promotional', amount: 1_000_000n });
    expect(await refusal(client.payouts.create(accountId, { ...body, commandId: 'gift' }))).toEqual(['not_refundable', 422]);
    const hold = await bought.client.holds.create({ credits: '100' });
    expect(await refusal(refund(bought))).toEqual(['grant_held', 409]);
    await bought.client.holds.void(hold.id);
    expect((await bought.client.balance.get()).balance).toBe('101');
    expect((await bought.client.payouts.listOwn()).data).toEqual([]);

    const key = { idempotencyKey: 'the-refund' };
    const payout = await refund(bought, key);
    expect(payout).toMatchObject({ status: 'requested', amountUsdt: '10', explanation: 'Waits for the next file for your wallet.' });
    expect((await refund(bought, key)).id).toBe(payout.id);
    expect(await refusal(client.payouts.create(accountId, { ...body, memo: 'another' }, key))).toEqual(['idempotency_key_reused', 422]);
    expect(await refusal(refund(bought))).toEqual(['already_reversed', 409]);
    expect((await bought.client.balance.get()).balance).toBe('1');
    await client.payouts.cancel(payout.id);
  });

  it('refuses to pay out what no deposit has bought, and what is used up', async () => {
    for (const [spent, code] of [
      [0n, 'nothing_to_pay_out'],
      [5_000_000n, 'nothing_to_reverse'],
    ] as const) {
      const person = await server.customer();
      await confirm(person);
      const { accountId } = person;
      await server.ledger.grant({ id: 'by hand', accountId, kind: 'purchased', amount: 5_000_000n });
      if (spent > 0n) await server.ledger.spend({ id: 'all of it', accountId, amount: spent });
      const asked = operator.client.payouts.create(accountId, { network: 'tron', commandId: 'by hand' });
      expect(await refusal(asked)).toEqual([code, 409]);
    }
  });

  it('refuses each step that comes too early or too late', async () => {
    const { payouts } = operator.client;
    const bought = await buyer();
    await confirm(bought);
    const first = await refund(bought);
    expect(await refusal(payouts.markSent(first.id, { txHash }))).toEqual(['payout_not_ready', 409]);
    expect(await refusal(payouts.replace(first.id, { network: 'tron' }))).toEqual(['payout_not_ready', 409]);
    await payouts.cancel(first.id);
    expect(await refusal(payouts.markSent(first.id, { txHash }))).toEqual(['payout_settled', 409]);
    expect(await refusal(payouts.replace(first.id, { network: 'ethereum' }))).toEqual(['unknown_network', 422]);
    await sql`update refund_addresses set account_id = 'moved away' where account_id = ${bought.accountId}`.execute(server.database.sql);
    expect(await refusal(payouts.replace(first.id, { network: 'tron' }))).toEqual(['refund_address_not_found', 404]);
    await confirm(bought);
    await sql`update deposits set amount_usdt = 1 where id = ${bought.depositId}`.execute(server.database.sql);
    expect(await refusal(payouts.replace(first.id, { network: 'tron' }))).toEqual(['nothing_to_pay_out', 409]);
    await sql`update deposits set amount_usdt = 10000000 where id = ${bought.depositId}`.execute(server.database.sql);
    const second = await payouts.replace(first.id, { network: 'tron' });
    expect(await payouts.replace(first.id, { network: 'tron' })).toEqual(second);

    expect(await refusal(payouts.export({ network: 'ethereum' }))).toEqual(['unknown_network', 422]);
    const file = await payouts.export({ network: 'tron' });
    expect(file.payouts).toMatchObject([{ id: second.id, address: theirs, amountUsdt: '10' }]);
    const csv = Buffer.from(await payouts.download(file.id)).toString();
    expect(csv).toContain(file.payouts[0]?.data);
    await payouts.markSent(second.id, { txHash });
    expect(await refusal(payouts.cancel(second.id))).toEqual(['payout_settled', 409]);
    expect(await refusal(payouts.replace(second.id, { network: 'tron' }))).toEqual(['payout_not_ready', 409]);
    // Everybody sees their own alone, in words for them.
    const own = (await bought.client.payouts.listOwn()).data;
    expect(own.map(({ id, status }) => [id, status])).toEqual([
      [second.id, 'sent'],
      [first.id, 'canceled'],
    ]);
    expect(own[0]?.explanation).toContain('was sent to your address');
    expect(own[0]).not.toHaveProperty('exportId');
    expect((await (await server.customer()).client.payouts.listOwn()).data).toEqual([]);
    expect((await payouts.list({ status: 'sent' })).data).toMatchObject([{ id: second.id }]);
  });

  it('refuses an address of ours, and a key with a budget', async () => {
    const person = await server.customer();
    const { address } = await person.client.invoices.create({ packId: 'credits-100', network: 'tron' });
    const set = (to: string) => person.client.refundAddresses.set({ network: 'tron', address: to, confirmed: true });
    expect(await refusal(set(address))).toEqual(['invalid_refund_address', 422]);
    expect(await refusal(person.client.refundAddresses.set({ network: 'ethereum', address: theirs, confirmed: true }))).toEqual([
      'unknown_network',
      422,
    ]);
    const [key] = (await person.client.apiKeys.list()).data;
    await server.ledger.setBudget({
      id: 'budget',
      accountId: person.accountId,
      scope: { type: 'api_key', id: key?.id ?? '' },
      period: 'month',
      limit: 1_000_000n,
    });
    expect(await refusal(set(theirs))).toEqual(['session_required', 403]);
    expect((await person.client.refundAddresses.list()).data).toEqual([]);
  });

  it('refuses to deal with a deposit that is settled or not final', async () => {
    const bought = await buyer();
    const { deposits } = operator.client;
    const { accountId, depositId } = bought;
    const { id: invoiceId } = await bought.client.invoices.create({ packId: 'credits-100', network: 'tron' });
    expect((await operator.client.invoices.listOfAccount(accountId)).data.map(({ id }) => id)).toContain(invoiceId);
    expect(await refusal(deposits.assign(depositId, { accountId, invoiceId }))).toEqual(['deposit_settled', 409]);
    expect(await refusal(deposits.return(depositId, { accountId, memo: 'sent back' }))).toEqual(['deposit_settled', 409]);
    await sql`update deposits set status = 'orphaned', credited_at = null, credits = null, lines = null, final_at = null where id = ${depositId}`.execute(
      server.database.sql,
    );
    expect(await refusal(deposits.credit(depositId, { accountId }))).toEqual(['deposit_not_final', 409]);
    expect(await refusal(deposits.return(depositId, { accountId, memo: 'sent back' }))).toEqual(['deposit_not_final', 409]);
  });

  it('tells the owner, and whoever sits at the desk, of each change', async () => {
    const bought = await buyer();
    await confirm(bought);
    const told = async (person: TestPerson, topic: LiveEvent['topic'], then: () => unknown): Promise<LiveEvent> => {
      for await (const event of person.client.events.stream({ onConnection: () => void then() })) if (event.topic === topic) return event;
      throw new Error('the stream ended');
    };
    const { promise: bothListen, resolve } = Promise.withResolvers<void>();
    let listening = 0;
    const listens = () => (listening += 1) === 2 && resolve();
    const both = Promise.all([told(bought, 'payout.changed', listens), told(operator, 'desk.changed', listens)]);
    await bothListen;
    const { id } = await refund(bought);
    expect(await both).toMatchObject([{ payload: { payoutId: id, status: 'requested' } }, { payload: { about: 'payout', id } }]);
  });

  it('refuses a file while the blocks of its network were never read', async () => {
    await sql`alter table chain_cursors rename to chain_cursors_away`.execute(server.database.sql);
    await sql`create table chain_cursors (like chain_cursors_away)`.execute(server.database.sql);
    try {
      expect(await refusal(operator.client.payouts.export({ network: 'tron' }))).toEqual(['network_unavailable', 503]);
    } finally {
      await sql`drop table chain_cursors`.execute(server.database.sql);
      await sql`alter table chain_cursors_away rename to chain_cursors`.execute(server.database.sql);
    }
  });
});

it('gives the same file for the same Idempotency-Key, and refuses it for another network', async () => {
  const server = await testServer({}, { networks: ['tron', 'ethereum'] });
  const { client } = await server.operator();
  // A file names the blocks that were read when it was made.
  for (let up = 0; up < 2;) up = (await client.networks.list()).data.filter(({ status }) => status === 'up').length;
  const key = { idempotencyKey: 'one-file' };
  const file = await client.payouts.export({ network: 'tron' }, key);
  expect(await client.payouts.export({ network: 'tron' }, key)).toEqual(file);
  await expect(client.payouts.export({ network: 'ethereum' }, key)).rejects.toMatchObject({ code: 'idempotency_key_reused', status: 422 });
  const other = await client.payouts.export({ network: 'ethereum' }, { idempotencyKey: 'another-file' });
  expect(other).toMatchObject({ network: 'ethereum', payouts: [] });
  expect(other.id).not.toBe(file.id);
});
