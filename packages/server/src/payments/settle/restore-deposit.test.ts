import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';
import { audit } from '../../ledger/index.ts';
import { offersLibrary, publishOffers } from '../../offers/index.ts';
import type { InvoiceView } from '../index.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const world = await PaymentsWorld.open({ addresses: 'account' });
const { database } = world;
await world.callToken('issue', [1_000_000n * usdt]);
await database.transaction((tx) => publishOffers(tx, { document: offersLibrary.hundreds, nowMs: Date.now(), publishedBy: null }));

const isCredited = ({ deposits }: InvoiceView): boolean => deposits.length > 0 && deposits.every(({ status }) => status === 'credited');

async function forget(depositId: string): Promise<void> {
  const { rows } = await sql<{ tx_hash: string }>`delete from deposits where id = ${depositId} returning tx_hash`.execute(database.sql);
  await sql`delete from observations where tx_hash = ${rows[0]?.tx_hash}`.execute(database.sql);
}

test('each part of the price of a subscription that lost its row gets it back, and none is turned into credits once more', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId, { subscriptionId: 'plan-600', term: 'monthly' });
  for (const amount of [20n, 30n]) await world.pay(invoice.address, amount * usdt);
  await world.mine(6);
  const paid = await world.until(invoice, (now) => now.status === 'paid' && isCredited(now));
  // One of the two has begun the subscription; the other brought nothing of its own.
  expect(new Set(paid.deposits.map(({ credits }) => credits))).toEqual(new Set([0n, 600n * credit]));
  for (const lost of paid.deposits) {
    await forget(lost.id);
    const { recorded } = await world.payments.rescanNetwork({ network: 'ethereum', address: invoice.address });
    expect(recorded).toEqual([lost.id]);
    const restored = await world.until(invoice, (now) => now.deposits.length === 2 && isCredited(now));
    expect(restored.status).toBe('paid');
    expect(restored.deposits.find(({ id }) => id === lost.id)).toMatchObject({ invoiceId: invoice.id, credits: lost.credits });
    expect(await world.balance(accountId)).toBe(600n * credit);
  }
  expect((await audit(database)).difference).toBeNull();
});
