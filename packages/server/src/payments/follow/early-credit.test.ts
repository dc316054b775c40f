import { expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const world = await PaymentsWorld.open({ facts: { early: { confirmations: 2, upToUsdt: 15n * usdt } } });
await world.callToken('issue', [1_000n * usdt]);
await world.mine(10);

test('a small deposit is credited after fewer blocks, a large one and many small ones when the chain calls them final', async () => {
  const [small, large, many] = [await world.openAccount(), await world.openAccount(), await world.openAccount()];
  const one = await world.invoice(small);
  const two = await world.invoice(large, 'credits-210');
  const parts = [await world.invoice(many), await world.invoice(many)];
  await world.pay(one.address, 10n * usdt);
  await world.pay(two.address, 20n * usdt);
  for (const { address } of parts) await world.pay(address, 10n * usdt);
  await world.mine(2);
  const paid = await world.until(one, ({ status }) => status === 'paid');
  expect(paid.deposits).toMatchObject([{ confirmationsRequired: 2 }]);
  // One of the two small ones; the other would be too much at once. They are settled one after the other.
  while ((await world.balance(many)) === 0n) await new Promise((done) => setTimeout(done, 10));
  await world.untilCaughtUp();
  expect(await world.payments.readInvoice(large, two.id)).toMatchObject({ status: 'confirming' });
  expect(await world.balance(many)).toBe(100n * credit);
  await world.mine(8);
  for (const invoice of [two, ...parts]) await world.until(invoice, ({ status }) => status === 'paid');
  expect(await world.balance(many)).toBe(200n * credit);
});
