import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const world = await PaymentsWorld.open();

await world.mine(3);

/** Pays from the test wallet; gives the signed transaction too, so that a reorganisation can put it elsewhere. */
async function pay(accountId: string, invoiceId: string): Promise<{ txHash: string; transaction: string }> {
  const { txHash } = await world.payments.payInvoice({ accountId, invoiceId, idempotencyKey: invoiceId });
  const { rows } = await sql<{ transaction: string }>`select transaction from test_payments where tx_hash = ${txHash}`.execute(
    world.database.sql,
  );
  return { txHash, transaction: rows[0]?.transaction ?? '' };
}

async function observations(txHash: string): Promise<readonly { block_number: bigint; log_index: number; orphaned: boolean }[]> {
  const { rows } = await sql<{ block_number: bigint; log_index: number; orphaned: boolean }>`
    select block_number, log_index, orphaned_at is not null as orphaned from observations where tx_hash = ${txHash} order by seen_at`.execute(
    world.database.sql,
  );
  return rows;
}

test('a payment that the chain drops is taken back, and nothing is credited', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await pay(accountId, invoice.id);
  await world.mine(2);
  await world.until(invoice, ({ deposits }) => deposits[0]?.confirmations === 2);
  await world.rpc('anvil_reorg', [3, []]);
  const dropped = await world.until(invoice, ({ deposits }) => deposits[0]?.status === 'orphaned');
  expect(dropped).toMatchObject({ status: 'open', receivedUsdt: 0n });
  await world.mine(8);
  await world.untilCaughtUp();
  expect(await world.payments.readInvoice(accountId, invoice.id)).toMatchObject({ status: 'open' });
  expect(await world.balance(accountId)).toBe(0n);
});

test('a payment that comes back in another block and place is the same deposit, credited once', async () => {
  const accountId = await world.openAccount();
  const [invoice, other] = [await world.invoice(accountId), await world.invoice(accountId)];
  const { txHash, transaction } = await pay(accountId, invoice.id);
  await world.mine(2);
  const before = await world.until(invoice, ({ deposits }) => deposits[0]?.confirmations === 2);
  await world.rpc('anvil_reorg', [3, []]);
  await world.until(invoice, ({ deposits }) => deposits[0]?.status === 'orphaned');
  // Another payment first, in the same block, so that the log has another index too.
  await world.rpc('evm_setAutomine', [false]);
  await world.callToken('issue', [100n * usdt]);
  await world.pay(other.address, 10n * usdt);
  await world.rpc('eth_sendRawTransaction', [transaction]);
  await world.rpc('evm_mine');
  await world.rpc('evm_setAutomine', [true]);
  await world.mine(6);
  const paid = await world.until(invoice, ({ status }) => status === 'paid');
  expect(paid.deposits).toHaveLength(1);
  expect(paid.deposits[0]).toMatchObject({ txHash, id: before.deposits[0]?.id, status: 'credited' });
  expect(paid.deposits[0]?.blockHash).not.toBe(before.deposits[0]?.blockHash);
  const seen = await observations(txHash);
  expect(seen.map(({ orphaned }) => orphaned)).toEqual([true, false]);
  await world.until(other, ({ status }) => status === 'paid');
  expect(await world.balance(accountId)).toBe(200n * credit);
});

test('a reorganisation below final keeps the credits, tells the operator, and credits nothing again', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const { transaction } = await pay(accountId, invoice.id);
  await world.mine(6);
  await world.until(invoice, ({ status }) => status === 'paid');
  await world.rpc('anvil_reorg', [8, [[transaction, 3]]]);
  await world.mine(8);
  await world.untilCaughtUp();
  const after = await world.payments.readInvoice(accountId, invoice.id);
  expect(after).toMatchObject({ status: 'paid', deposits: [{ status: 'credited', credits: 100n * credit }] });
  expect(await world.balance(accountId)).toBe(100n * credit);
  expect(world.told.join('\n')).toContain('final and credited is no longer on the chain');
});

test('random reorganisations end where the chain ends', async () => {
  const accountId = await world.openAccount();
  const invoices = [];
  for (let round = 0; round < 12; round += 1) {
    const invoice = await world.invoice(accountId);
    invoices.push(invoice);
    const { transaction } = await pay(accountId, invoice.id);
    await world.mine(round % 4);
    if (round % 2 === 0) await world.untilCaughtUp();
    const depth = (round % 4) + 1;
    const again = round % 3 === 0 ? [] : [[transaction, round % depth]];
    await world.rpc('anvil_reorg', [depth, again]);
    // The wallet sends again whatever is missing, in order, with the next payment.
  }
  const last = await world.invoice(accountId);
  invoices.push(last);
  await pay(accountId, last.id);
  await world.mine(8);
  for (const invoice of invoices) await world.until(invoice, ({ status }) => status === 'paid');
  await world.untilCaughtUp();
  expect(await world.balance(accountId)).toBe(1_300n * credit);
});

test('what was paid while the server was away is found, however long that was', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId, 'credits-210');
  await world.callToken('issue', [100n * usdt]);
  await world.restart(async () => {
    await world.pay(invoice.address, 5n * usdt);
    await world.mine(60);
    await world.pay(invoice.address, 15n * usdt);
    await world.mine(40);
  });
  const paid = await world.until(invoice, ({ status }) => status === 'paid');
  expect(paid.deposits.map(({ amountUsdt }) => amountUsdt)).toEqual([5n * usdt, 15n * usdt]);
  expect(await world.balance(accountId)).toBe(210n * credit);
});

test('a restart in the middle of confirming loses and doubles nothing', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await world.pay(invoice.address, 10n * usdt);
  for (let block = 0; block < 6; block += 1) {
    await world.restart();
    await world.mine(1);
  }
  await world.until(invoice, ({ status }) => status === 'paid');
  await world.restart();
  expect(await world.balance(accountId)).toBe(100n * credit);
});
