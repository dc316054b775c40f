import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';
import { assert } from '../../kernel/index.ts';
import { audit } from '../../ledger/index.ts';
import type { DepositView } from '../index.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const hourMs = 3_600_000;
const world = await PaymentsWorld.open({ addresses: 'account' });

await world.callToken('issue', [1_000_000n * usdt]);

async function deposits(accountId: string): Promise<readonly DepositView[]> {
  return (await world.payments.listDeposits(accountId, { limit: 50 })).deposits;
}

/** Waits until an account has so many deposits, all as wanted. */
async function untilDeposits(accountId: string, count: number, wanted: (deposit: DepositView) => boolean): Promise<readonly DepositView[]> {
  for (const deadlineMs = Date.now() + 15_000; Date.now() < deadlineMs;) {
    const now = await deposits(accountId);
    if (now.length === count && now.every(wanted)) return now;
    await new Promise((done) => setTimeout(done, 10));
  }
  const shown = JSON.stringify(await deposits(accountId), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  throw new Error(`the deposits stay ${shown}\n${world.told.join('\n')}`);
}

const credited = ({ status }: DepositView): boolean => status === 'credited';

test('the invoices of an account share its address, those of another have another', async () => {
  const [mine, theirs] = [await world.openAccount(), await world.openAccount()];
  const made = await Promise.all([world.invoice(mine), world.invoice(mine, 'credits-440'), world.invoice(theirs), world.invoice(mine)]);
  const [one, two, other, three] = made.map(({ address }) => address);
  expect(two).toBe(one);
  expect(three).toBe(one);
  expect(other).not.toBe(one);
  expect(new Set(made.map(({ addressSignature }) => addressSignature)).size).toBe(4);
  const { rows } = await sql`select 1 from deposit_addresses where account_id = ${mine}`.execute(world.database.sql);
  expect(rows).toHaveLength(1);
});

test('each deposit pays the invoice that asks for exactly that, and says so', async () => {
  const accountId = await world.openAccount();
  const [small, large] = [await world.invoice(accountId), await world.invoice(accountId, 'credits-440')];
  await world.pay(large.address, 40n * usdt);
  await world.pay(small.address, 10n * usdt);
  await world.mine(6);
  const paid = await world.until(large, ({ status }) => status === 'paid');
  expect(paid.deposits).toMatchObject([{ match: 'exact', invoiceId: large.id, credits: 440n * credit }]);
  expect(paid.deposits[0]?.lines.map(({ kind, credits }) => [kind, credits])).toEqual([
    ['purchased', 400n * credit],
    ['bonus', 40n * credit],
  ]);
  expect(paid.deposits[0]?.explanation).toBe(
    '40 USDT on Sandbox was credited as 440 credits for the invoice that asked for exactly this amount.'.replace(
      'Sandbox',
      world.facts.title,
    ),
  );
  await world.until(small, ({ status }) => status === 'paid');
  expect(await world.balance(accountId)).toBe(540n * credit);
});

test('two equal payments in one transaction pay two equal invoices, the oldest first', async () => {
  const accountId = await world.openAccount();
  const [one, two] = [await world.invoice(accountId), await world.invoice(accountId)];
  const contract = await world.deployMultiSend();
  await world.callToken('approve', [contract, 1_000n * usdt]);
  await world.multiSend(contract, [
    { address: one.address, amount: 10n * usdt },
    { address: one.address, amount: 10n * usdt },
    { address: one.address, amount: 3n * usdt },
  ]);
  await world.mine(6);
  for (const invoice of [one, two]) await world.until(invoice, ({ status }) => status === 'paid');
  const all = await untilDeposits(accountId, 3, credited);
  expect(new Set(all.map(({ invoiceId }) => invoiceId))).toEqual(new Set([one.id, two.id, null]));
  expect(await world.balance(accountId)).toBe(230n * credit);
});

test('what comes without an invoice is credited at the rate of the last one, without a bonus', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId, 'credits-440');
  await world.pay(invoice.address, 40n * usdt);
  await world.mine(6);
  await world.until(invoice, ({ status }) => status === 'paid');
  await world.pay(invoice.address, 40n * usdt);
  await world.mine(6);
  const [newest] = await untilDeposits(accountId, 2, credited);
  expect(newest).toMatchObject({ invoiceId: null, match: null, credits: 400n * credit });
  expect(newest?.explanation).toContain('without an invoice');
  const statement = await world.ledger.readGrants(accountId);
  expect(statement.filter(({ kind }) => kind === 'bonus')).toHaveLength(1);
});

test('an invoice that was asked for after the payment still gets it', async () => {
  const accountId = await world.openAccount();
  const first = await world.invoice(accountId);
  await world.payments.cancelInvoice(accountId, first.id);
  await world.pay(first.address, 40n * usdt);
  await untilDeposits(accountId, 1, ({ invoiceId }) => invoiceId === null);
  const invoice = await world.invoice(accountId, 'credits-440');
  await world.mine(6);
  const paid = await world.until(invoice, ({ status }) => status === 'paid');
  expect(paid.deposits).toMatchObject([{ match: 'exact', credits: 440n * credit }]);
});

test('too little to be meant is listed and not credited, unless an invoice asks for exactly that', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await world.pay(invoice.address, 9_999n);
  await world.pay(invoice.address, 0n);
  await world.pay(invoice.address, 10n * usdt - 5_000n);
  await world.mine(6);
  await world.until(invoice, ({ status }) => status === 'underpaid');
  const [dust] = (await deposits(accountId)).filter(({ amountUsdt }) => amountUsdt === 9_999n);
  expect(dust).toMatchObject({ invoiceId: null, unmatchedReason: 'dust', credits: null });
  expect(await deposits(accountId)).toHaveLength(2);
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from deposits where account_id = ${accountId}`.execute(
    world.database.sql,
  );
  expect(rows[0]?.count).toBe(3n);
  await world.pay(invoice.address, 5_000n);
  await world.mine(6);
  const paid = await world.until(invoice, ({ status }) => status === 'paid');
  expect(paid.receivedUsdt).toBe(10n * usdt);
  expect(await world.balance(accountId)).toBe(100n * credit);
});

test('a settlement that the ledger refuses stands on the list with its code, and is made when it can be', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const full = 2n ** 63n - 1n - 50n * credit;
  await world.ledger.grant({ id: 'nearly full', accountId, kind: 'promotional', amount: full });
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  const refused = await world.until(invoice, ({ explanationCode }) => explanationCode === 'refused');
  expect(refused).toMatchObject({
    status: 'confirming',
    deposits: [{ status: 'final', unmatchedReason: 'refused', unmatchedCode: 'balance_too_large' }],
  });
  expect(world.told.join('\n')).toContain('balance_too_large');
  // Tried again and refused again under a name of its own.
  await world.restart(() => Promise.resolve(void (world.clockOffsetMs += hourMs)));
  await world.until(invoice, () => world.told.filter((line) => line.includes('balance_too_large')).length > 1);
  await world.ledger.spend({ id: 'room', accountId, amount: 100n * credit });
  await world.restart(() => Promise.resolve(void (world.clockOffsetMs += hourMs)));
  const paid = await world.until(invoice, ({ status }) => status === 'paid');
  expect(paid.deposits[0]).toMatchObject({ status: 'credited', credits: 100n * credit, unmatchedReason: null });
  expect(await world.balance(accountId)).toBe(full);
  world.clockOffsetMs = 0;
});

test('without an invoice in the last month, the offers of today give the rate', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await sql`update invoices set created_at = created_at - interval '40 days', expires_at = expires_at - interval '40 days',
    grace_until = grace_until - interval '40 days', purchase = jsonb_set(purchase, '{lines,0,credits}', '"1"') where id = ${invoice.id}`.execute(
    world.database.sql,
  );
  await world.pay(invoice.address, 25n * usdt);
  await world.mine(6);
  const [now] = await untilDeposits(accountId, 1, credited);
  expect(now).toMatchObject({ invoiceId: null, credits: 250n * credit, unmatchedReason: null });
});

test('an operator may change the policy: old addresses are watched for ever, and new invoices get what counts now', async () => {
  const accountId = await world.openAccount();
  const shared = await world.invoice(accountId);
  await world.restart(() => Promise.resolve(void (world.addresses = 'invoice')));
  const own = await world.invoice(accountId, 'credits-210');
  expect(own.address).not.toBe(shared.address);
  await world.restart(() => Promise.resolve(void (world.addresses = 'account')));
  const again = await world.invoice(accountId);
  expect(again.address).toBe(shared.address);
  await world.pay(own.address, 20n * usdt);
  await world.pay(shared.address, 10n * usdt);
  await world.mine(6);
  const paid = await world.until(own, ({ status }) => status === 'paid');
  expect(paid.deposits).toMatchObject([{ match: 'address' }]);
  await world.until(shared, ({ status }) => status === 'paid');
  expect(await world.payments.readInvoice(accountId, again.id)).toMatchObject({ status: 'open' });
  assert((await audit(world.database)).difference === null, 'the books are whole');
});
