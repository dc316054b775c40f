import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { PaymentsWorld } from '../../test/support/payments.ts';
import { Problem } from '../kernel/index.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const world = await PaymentsWorld.open();

await world.callToken('issue', [1_000_000n * usdt]);

test('an exact payment is seen, confirmed block by block, and credited when it is final', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  expect(invoice).toMatchObject({ status: 'open', amountUsdt: 10n * usdt, remainingUsdt: 10n * usdt, deposits: [] });
  expect(invoice.paymentUri).toBe(`ethereum:${world.facts.tokenContract}@31337/transfer?address=${invoice.address}&uint256=10000000`);

  const txHash = await world.pay(invoice.address, 10n * usdt);
  const seen = await world.until(invoice, ({ deposits }) => deposits[0]?.status === 'seen');
  expect(seen).toMatchObject({ status: 'confirming', receivedUsdt: 10n * usdt, remainingUsdt: 0n });
  expect(seen.deposits[0]).toMatchObject({ txHash, ordinal: 0, confirmations: 0, confirmationsRequired: 6, credits: null });

  await world.mine(5);
  const confirming = await world.until(invoice, ({ deposits }) => deposits[0]?.confirmations === 5);
  expect(confirming.deposits[0]?.status).toBe('confirming');
  expect(confirming.explanation).toContain('5 of 6 confirmations');
  expect(await world.balance(accountId)).toBe(0n);

  await world.mine(1);
  const paid = await world.until(invoice, ({ status }) => status === 'paid');
  expect(paid.deposits[0]).toMatchObject({ status: 'credited', credits: 100n * credit, confirmations: 6 });
  expect(paid.explanation).toBe('10 USDT arrived and 100 credits were added to the balance.');
  expect(await world.balance(accountId)).toBe(100n * credit);

  const { rows } = await sql<{
    topic: string;
    payload: { status: string };
  }>`select topic, payload from outbox where account_id = ${accountId} order by id`.execute(world.database.sql);
  const told = rows.filter(({ topic }) => topic === 'invoice.changed').map(({ payload }) => payload.status);
  expect(told).toEqual(['open', 'confirming', 'paid']);
  expect(rows.filter(({ topic }) => topic === 'deposit.changed').map(({ payload }) => payload.status)).toContain('credited');
});

test('a payment in parts earns the credits of what arrived, and the bonus with the last part', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId, 'credits-440');
  await world.pay(invoice.address, 15n * usdt);
  await world.mine(6);
  const under = await world.until(invoice, ({ status }) => status === 'underpaid');
  expect(under.explanation).toBe(
    '15 USDT of 40 USDT arrived and was credited as 150 credits; send the missing 25 USDT to the same address to complete the pack and get its bonus.',
  );
  expect(under.paymentUri).toContain('uint256=25000000');
  expect(await world.balance(accountId)).toBe(150n * credit);

  await world.pay(invoice.address, 25n * usdt);
  await world.mine(6);
  const paid = await world.until(invoice, ({ status }) => status === 'paid');
  expect(paid.deposits.map((deposit) => deposit.credits)).toEqual([150n * credit, 290n * credit]);
  expect(await world.balance(accountId)).toBe(440n * credit);
  const grants = await world.ledger.readGrants(accountId);
  expect(grants.map(({ kind, amount }) => [kind, amount])).toEqual(
    expect.arrayContaining([
      ['bonus', 40n * credit],
      ['purchased', 150n * credit],
      ['purchased', 250n * credit],
    ]),
  );
  expect(grants).toHaveLength(3);
});

test('an overpayment is credited whole at the same rate, with one bonus', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId, 'credits-210');
  await world.pay(invoice.address, 20n * usdt + 1n);
  await world.mine(6);
  const over = await world.until(invoice, ({ status }) => status === 'overpaid');
  expect(over.deposits[0]?.credits).toBe(210n * credit + 10n);
  expect(await world.balance(accountId)).toBe(210n * credit + 10n);
});

test('two transfers in one transaction are two deposits, also to two invoices', async () => {
  const accountId = await world.openAccount();
  const one = await world.invoice(accountId);
  const two = await world.invoice(accountId);
  const contract = await world.deployMultiSend();
  await world.callToken('approve', [contract, 1_000n * usdt]);
  await world.multiSend(contract, [
    { address: one.address, amount: 4n * usdt },
    { address: two.address, amount: 10n * usdt },
    { address: one.address, amount: 6n * usdt },
  ]);
  await world.mine(6);
  const paid = await world.until(one, ({ status }) => status === 'paid');
  expect(paid.deposits.map(({ ordinal, amountUsdt, status }) => [ordinal, amountUsdt, status])).toEqual([
    [0, 4n * usdt, 'credited'],
    [2, 6n * usdt, 'credited'],
  ]);
  await world.until(two, ({ status }) => status === 'paid');
  expect(await world.balance(accountId)).toBe(200n * credit);
});

test('a late payment is credited in full', async () => {
  const accountId = await world.openAccount();
  world.clockOffsetMs = -2 * 3_600_000;
  const invoice = await world.invoice(accountId, 'credits-210');
  world.clockOffsetMs = 0;
  expect(await world.payments.readInvoice(accountId, invoice.id)).toMatchObject({ status: 'expired' });
  await world.pay(invoice.address, 20n * usdt);
  await world.mine(6);
  const late = await world.until(invoice, ({ status }) => status === 'late');
  expect(late.explanation).toContain('after this invoice had expired');
  expect(await world.balance(accountId)).toBe(210n * credit);
});

test('with the fee switched on, what arrived is credited and not what was sent', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await world.callToken('setParams', [10n, 10n]);
  // The owner pays its fee to itself; the payer must be somebody else, so the test wallet pays.
  await world.payments.payInvoice({ accountId, invoiceId: invoice.id, amountUsdt: 10n * usdt, idempotencyKey: 'fee' });
  await world.callToken('setParams', [0n, 0n]);
  await world.mine(6);
  const under = await world.until(invoice, ({ status }) => status === 'underpaid');
  expect(under.deposits.map(({ ordinal, amountUsdt }) => [ordinal, amountUsdt])).toEqual([[0, 9_990_000n]]);
  expect(await world.balance(accountId)).toBe(99_900_000n);
});

test('transfers of nothing and of other tokens are not deposits', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const { testUsdtAbi, testUsdtBytecode } = await import('../chains/sandbox/contracts/test-usdt.generated.ts');
  const { encodeDeployData } = await import('viem');
  const foreign = await world.deploy(encodeDeployData({ abi: testUsdtAbi, bytecode: testUsdtBytecode, args: [1_000n * usdt] }));
  await world.callToken('transfer', [invoice.address, 10n * usdt], foreign);
  await world.pay(invoice.address, 0n);
  await world.mine(6);
  await world.untilCaughtUp();
  expect(await world.payments.readInvoice(accountId, invoice.id)).toMatchObject({ status: 'open', deposits: [] });
});

test('a transfer of nothing is not what a paid invoice still asks for', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await world.pay(invoice.address, 10n * usdt);
  await world.pay(invoice.address, 0n);
  await world.mine(6);
  await world.untilCaughtUp();
  await world.until(invoice, ({ status }) => status === 'paid');
  expect((await world.payments.readInvoice(accountId, invoice.id)).deposits).toHaveLength(1);
});

test('the same key gives the same invoice, and refuses another request', async () => {
  const accountId = await world.openAccount();
  const request = { accountId, purchase: { packId: 'credits-100' }, network: 'ethereum', idempotencyKey: 'k1' };
  const answers = await Promise.all([1, 2, 3].map(() => world.payments.createInvoice(request)));
  expect(new Set(answers.map(({ invoice }) => `${invoice.id} ${invoice.address} ${invoice.addressSignature}`)).size).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  await expect(world.payments.createInvoice({ ...request, purchase: { packId: 'credits-210' } })).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
  await expect(world.payments.createInvoice({ ...request, idempotencyKey: 'k2', purchase: { packId: 'nothing' } })).rejects.toMatchObject({
    code: 'pack_not_found',
  });
  await expect(world.payments.createInvoice({ ...request, idempotencyKey: 'k2', network: 'tron' })).rejects.toMatchObject({
    code: 'unknown_network',
  });
});

test('an account sees its own invoices only', async () => {
  const [mine, theirs] = [await world.openAccount(), await world.openAccount()];
  const invoice = await world.invoice(mine);
  const refused = [
    () => world.payments.readInvoice(theirs, invoice.id),
    () => world.payments.payInvoice({ accountId: theirs, invoiceId: invoice.id, idempotencyKey: 'x' }),
    () => world.payments.readInvoice(mine, 'inv_nothing'),
  ];
  for (const each of refused) await expect(each()).rejects.toMatchObject({ code: 'invoice_not_found' });
  expect((await world.payments.listInvoices(theirs, { limit: 10 })).invoices).toEqual([]);
});

test('invoices are listed newest first, page by page', async () => {
  const accountId = await world.openAccount();
  const made = [];
  for (let count = 0; count < 5; count += 1) made.unshift((await world.invoice(accountId)).id);
  const first = await world.payments.listInvoices(accountId, { limit: 3 });
  const second = await world.payments.listInvoices(accountId, { limit: 3, cursor: first.nextCursor ?? '' });
  const listed = [...first.invoices, ...second.invoices].map((invoice) => invoice.id);
  expect(new Set(listed)).toEqual(new Set(made));
  expect(listed).toHaveLength(5);
  expect(second.nextCursor).toBeNull();
  await expect(world.payments.listInvoices(accountId, { limit: 3, cursor: 'x' })).rejects.toBeInstanceOf(Problem);
});

test('an address that was changed in the database is not shown', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const other = `0x${'ab'.repeat(20)}`;
  await sql`insert into deposit_addresses (network, address, account_id, invoice_id, key_fingerprint, key_index, created_at)
    select network, ${other}, account_id, invoice_id, key_fingerprint, 1000000, created_at from deposit_addresses
    where invoice_id = ${invoice.id}`.execute(world.database.sql);
  await sql`update invoices set address = ${other} where id = ${invoice.id}`.execute(world.database.sql);
  const read = await world.payments.readInvoice(accountId, invoice.id);
  expect(read).toMatchObject({ address: '', addressSignature: '', paymentUri: '' });
  expect(read.explanation).toContain('do not pay');
  expect(world.told.join()).toContain('changed in the database');
});

test('the test wallet pays once per key, also when asked twice at once and by many at once', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const request = { accountId, invoiceId: invoice.id, idempotencyKey: 'once' };
  const twice = await Promise.all([world.payments.payInvoice(request), world.payments.payInvoice(request)]);
  expect(twice[0]?.txHash).toBe(twice[1]?.txHash);
  const many = await Promise.all(
    Array.from({ length: 8 }, async (_, place) => {
      const other = await world.invoice(accountId);
      await world.payments.payInvoice({ accountId, invoiceId: other.id, idempotencyKey: `many-${place}` });
      return other;
    }),
  );
  await world.mine(6);
  for (const each of [invoice, ...many]) await world.until(each, ({ status }) => status === 'paid');
  expect(await world.balance(accountId)).toBe(900n * credit);
  await expect(world.payments.payInvoice({ ...request, amountUsdt: 1n })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  await expect(world.payments.payInvoice({ ...request, idempotencyKey: 'again' })).rejects.toMatchObject({ code: 'invoice_already_paid' });
  await expect(world.payments.payInvoice({ ...request, idempotencyKey: 'zero', amountUsdt: 0n })).rejects.toMatchObject({
    code: 'invalid_payment_amount',
  });
});

test('two servers on one database credit each deposit once', async () => {
  const accountId = await world.openAccount();
  const second = world.another();
  await second.start();
  const invoices = [];
  for (let count = 0; count < 10; count += 1) {
    const invoice = await world.invoice(accountId);
    invoices.push(invoice);
    await world.pay(invoice.address, 4n * usdt);
    await world.pay(invoice.address, 6n * usdt);
  }
  await world.mine(6);
  for (const invoice of invoices) await world.until(invoice, ({ status }) => status === 'paid');
  await second.stop();
  expect(await world.balance(accountId)).toBe(1_000n * credit);
});
