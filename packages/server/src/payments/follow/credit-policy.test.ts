import { expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const world = await PaymentsWorld.open({ facts: { creditAt: 'confirmations', confirmationsRequired: 2 } });
await world.callToken('issue', [1_000n * usdt]);
await world.mine(3);

test('an operator may credit after some confirmations instead of at the chain’s finality', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(1);
  const confirming = await world.until(invoice, ({ deposits }) => deposits[0]?.confirmations === 1);
  expect(confirming).toMatchObject({ status: 'confirming', deposits: [{ confirmationsRequired: 2 }] });
  await world.mine(1);
  await world.until(invoice, ({ status }) => status === 'paid');
  const final = await (await world.sandbox.chain.openView()).readFinal();
  expect(final?.number).toBeLessThan(confirming.deposits[0]?.blockNumber ?? 0);
});

test('a chain that begins anew with another wallet is followed from its first block', async () => {
  const accountId = await world.openAccount();
  const before = await world.invoice(accountId);
  await world.payments.payInvoice({ accountId, invoiceId: before.id, idempotencyKey: 'before' });
  await world.mine(2);
  await world.until(before, ({ status }) => status === 'paid');

  await world.beginAnew();
  // The new chain has another treasury: what was to be paid to the old one is not shown for payment any more.
  expect(await world.payments.readInvoice(accountId, before.id)).toMatchObject({ address: '', status: 'paid' });
  const after = await world.invoice(accountId);
  await world.payments.payInvoice({ accountId, invoiceId: after.id, idempotencyKey: 'after' });
  await world.mine(2);
  await world.until(after, ({ status }) => status === 'paid');
  expect(await world.balance(accountId)).toBe(200n * credit);
});
