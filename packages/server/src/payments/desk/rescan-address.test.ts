import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { untilUp } from '../../../test/support/payments.ts';
import { openSandbox } from '../../chains/sandbox/index.ts';
import { newId, systemClock } from '../../kernel/index.ts';
import { audit, Ledger } from '../../ledger/index.ts';
import { publishDefaultOffers } from '../../offers/index.ts';
import { openAddressSigner, Payments, type InvoiceView, type NetworkId } from '../index.ts';

const networks = ['tron', 'ethereum'] as const;
const database = await testDatabase();
await database.transaction((tx) => publishDefaultOffers(tx, { nowMs: Date.now() }));
const folder = await mkdtemp(join(tmpdir(), 'imprest-rescan-'));
const sandboxes = await Promise.all(networks.map((network) => openSandbox({ network, folder: join(folder, network), blockMs: 50 })));
const ledger = new Ledger({ database, clock: systemClock });
const payments = new Payments({
  database,
  ledger,
  clock: systemClock,
  signer: await openAddressSigner(join(folder, 'signing-key.pem')),
  networks: sandboxes,
  testPayers: sandboxes.map(({ testPayer }) => testPayer),
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});
await payments.start();
await untilUp(payments);

afterAll(async () => {
  await payments.stop();
  await Promise.all(sandboxes.map((sandbox) => sandbox.stop()));
  await ledger.close();
  await rm(folder, { recursive: true, force: true });
});

/** An account that has bought 100 credits on this network. */
async function buyer(network: NetworkId): Promise<InvoiceView> {
  const accountId = newId('acct');
  await ledger.openAccount({ id: 'open', accountId });
  const { invoice } = await payments.createInvoice({
    accountId,
    purchase: { packId: 'credits-100' },
    network,
    idempotencyKey: newId('cmd'),
  });
  await payments.payInvoice({ accountId, invoiceId: invoice.id, idempotencyKey: newId('cmd') });
  return untilCredited(invoice);
}

async function untilCredited({ accountId, id }: InvoiceView): Promise<InvoiceView> {
  for (const deadlineMs = Date.now() + 45_000; Date.now() < deadlineMs; await delay(20)) {
    const now = await payments.readInvoice(accountId, id);
    if (now.deposits[0]?.status === 'credited') return now;
  }
  throw new Error(`not credited: ${JSON.stringify(payments.listNetworks())}`);
}

/** Everything that a rescan of the address finds, step by step. */
async function rescan({ network, address }: InvoiceView, fromBlock?: number): Promise<{ found: number; recorded: string[] }> {
  const all = { found: 0, recorded: new Array<string>() };
  for (let next: number | null | undefined = fromBlock; next !== null;) {
    const step = await payments.rescanNetwork({ network, address, fromBlock: next });
    all.found += step.found;
    all.recorded.push(...step.recorded);
    expect(step.nextBlock === null || step.nextBlock === step.toBlock + 1).toBe(true);
    next = step.nextBlock;
  }
  return all;
}

test.each(networks)('on %s a deposit whose row was deleted is found by its address, credited once and told', async (network) => {
  const lost = await buyer(network);
  const other = await buyer(network);
  const [deposit] = lost.deposits;
  if (deposit === undefined) throw new Error('nothing was paid');
  expect(await rescan(lost)).toEqual({ found: 1, recorded: [] });
  // Whoever has the database can delete the deposit alone, or with all that was seen of it.
  for (const alsoSeen of [false, true]) {
    await sql`delete from deposits where id = ${deposit.id}`.execute(database.sql);
    if (alsoSeen) await sql`delete from observations where tx_hash = ${deposit.txHash}`.execute(database.sql);
    expect((await payments.readInvoice(lost.accountId, lost.id)).deposits).toEqual([]);
    const twice = await Promise.all([rescan(lost), rescan(lost)]);
    expect(twice.map(({ found }) => found)).toEqual([1, 1]);
    expect(twice.flatMap(({ recorded }) => recorded)).toContain(deposit.id);
    expect(await rescan(lost)).toEqual({ found: 1, recorded: [] });
    expect((await untilCredited(lost)).deposits).toMatchObject([{ id: deposit.id, credits: 100_000_000n }]);
  }
  for (const { accountId } of [lost, other]) expect((await ledger.readBalance(accountId)).balance).toBe(100_000_000n);
  // From a block above it nothing of it is found, and another address is another matter.
  expect(await rescan(lost, deposit.blockNumber + 1)).toEqual({ found: 0, recorded: [] });
  expect(await rescan(other)).toEqual({ found: 1, recorded: [] });
  expect((await audit(database)).difference).toBeNull();
});

test('what no index tells is shown by the balance, and found when every block is read', async () => {
  const network = 'tron';
  const quirks = sandboxes[0]?.javaTron?.quirks;
  if (quirks === undefined) throw new Error('Tron has a stand-in');
  const lost = await buyer(network);
  const [deposit] = lost.deposits;
  if (deposit === undefined) throw new Error('nothing was paid');
  await sql`delete from deposits where id = ${deposit.id}`.execute(database.sql);
  quirks.logIndex = false;
  const step = await payments.rescanNetwork({ network, address: lost.address, fromBlock: deposit.blockNumber });
  quirks.logIndex = true;
  expect(step).toMatchObject({ found: 0, recorded: [], nextBlock: null });
  expect(step.balance).toEqual({ recordedUsdt: 0n, foundUsdt: deposit.amountUsdt });
  const { blockNumber } = deposit;
  expect(await payments.rescanNetwork({ network, fromBlock: blockNumber, toBlock: blockNumber })).toMatchObject({ recorded: [deposit.id] });
  const done = await payments.rescanNetwork({ network, address: lost.address, fromBlock: blockNumber });
  expect(done.balance).toEqual({ recordedUsdt: deposit.amountUsdt, foundUsdt: deposit.amountUsdt });
});

test('addresses that are not ours, and blocks that are not there yet, are refused', async () => {
  const asked = await buyer('ethereum');
  const wrong = [`${asked.address}0`, sandboxes[1]?.depositKey.addressAt(4_000).shown ?? '', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'];
  for (const address of wrong) {
    await expect(payments.rescanNetwork({ network: 'ethereum', address })).rejects.toMatchObject({ code: 'address_not_found' });
  }
  await expect(payments.rescanNetwork({ network: 'none', address: asked.address })).rejects.toMatchObject({ code: 'unknown_network' });
  await expect(payments.rescanNetwork({ network: 'ethereum', address: asked.address, fromBlock: 1_000_000 })).rejects.toMatchObject({
    code: 'rescan_out_of_range',
  });
});
