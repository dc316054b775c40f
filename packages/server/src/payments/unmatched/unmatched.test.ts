import { expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';
import { assert } from '../../kernel/index.ts';
import { audit } from '../../ledger/index.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const world = await PaymentsWorld.open({ addresses: 'account', rules: { depositMinUsdt: 5n * usdt } });
await world.callToken('issue', [1_000n * usdt]);

/** Sends too little to an account, and waits until it stands on the list. */
async function tooLittle(accountId: string, address: string, amount = usdt): Promise<string> {
  await world.pay(address, amount);
  await world.mine(6);
  for (const deadlineMs = Date.now() + 15_000; Date.now() < deadlineMs;) {
    const { deposits } = await world.payments.listUnmatchedDeposits({ limit: 50 });
    const found = deposits.find((each) => each.accountId === accountId && each.status === 'final' && each.amountUsdt === amount);
    if (found !== undefined) return found.id;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`the deposit is not on the list\n${world.told.join('\n')}`);
}

const isListed = async (id: string): Promise<boolean> =>
  (await world.payments.listUnmatchedDeposits({ limit: 50 })).deposits.some((each) => each.id === id);

test('what is too small is credited when the operator says so, once', async () => {
  const accountId = await world.openAccount();
  const { address } = await world.invoice(accountId);
  const depositId = await tooLittle(accountId, address);
  const named = { accountId, depositId };
  const both = await Promise.allSettled([world.payments.creditDeposit(named), world.another().creditDeposit(named)]);
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await world.balance(accountId)).toBe(10n * credit);
  expect(await isListed(depositId)).toBe(false);
  await expect(world.payments.creditDeposit(named)).rejects.toMatchObject({ code: 'deposit_not_waiting' });
});

test('a deposit can be given to an invoice of its account, and to no other', async () => {
  const [mine, theirs] = [await world.openAccount(), await world.openAccount()];
  const invoice = await world.invoice(mine);
  const other = await world.invoice(theirs);
  const depositId = await tooLittle(mine, invoice.address);
  const named = { accountId: mine, depositId };
  await expect(world.payments.assignDeposit({ ...named, invoiceId: other.id })).rejects.toMatchObject({ code: 'invoice_not_found' });
  await world.payments.assignDeposit({ ...named, invoiceId: invoice.id });
  expect(await world.payments.readInvoice(mine, invoice.id)).toMatchObject({
    status: 'underpaid',
    deposits: [{ match: 'operator', status: 'credited', credits: 10n * credit }],
  });
  // What is missing now is exactly what the invoice asks for.
  await world.pay(invoice.address, 9n * usdt);
  await world.mine(6);
  await world.until(invoice, ({ status }) => status === 'paid');
});

test('what was sent back is never credited', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const named = { accountId, depositId: await tooLittle(accountId, invoice.address) };
  await world.payments.returnDeposit(named);
  expect(await isListed(named.depositId)).toBe(false);
  for (const again of [world.payments.returnDeposit(named), world.payments.creditDeposit(named)])
    await expect(again).rejects.toMatchObject({ code: 'deposit_not_waiting' });
  await expect(world.payments.creditDeposit({ ...named, depositId: 'dep_none' })).rejects.toMatchObject({ code: 'deposit_not_found' });
  expect(await world.balance(accountId)).toBe(0n);
  const [shown] = (await world.payments.listDeposits(accountId, { limit: 5 })).deposits;
  expect(shown?.explanation).toContain('dealt with by the operator');
});

test('the list comes page by page, and the books stay whole', async () => {
  const accountId = await world.openAccount();
  const { address } = await world.invoice(accountId);
  const made = [];
  for (let count = 1n; count <= 3n; count += 1n) made.push(await tooLittle(accountId, address, count * 1000n));
  const first = await world.payments.listUnmatchedDeposits({ limit: 2 });
  const second = await world.payments.listUnmatchedDeposits({ limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.deposits, ...second.deposits].slice(0, 3).map(({ id }) => id)).toEqual(made.toReversed());
  await expect(world.payments.listUnmatchedDeposits({ limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' });
  assert((await audit(world.database)).difference === null, 'the books are whole');
});
