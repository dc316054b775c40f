import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { untilUp } from '../../test/support/payments.ts';
import { openSandbox } from '../chains/sandbox/index.ts';
import { newId, systemClock } from '../kernel/index.ts';
import { Ledger } from '../ledger/index.ts';
import { publishDefaultOffers } from '../offers/index.ts';
import { openAddressSigner, Payments, type InvoiceView, type NetworkId } from './index.ts';

const database = await testDatabase();
await database.transaction((tx) => publishDefaultOffers(tx, { nowMs: Date.now() }));
const folder = await mkdtemp(join(tmpdir(), 'imprest-networks-'));
const [tron, ethereum] = await Promise.all(
  (['tron', 'ethereum'] as const).map((network) => openSandbox({ network, folder: join(folder, network), blockMs: 100 })),
);
if (tron?.javaTron === undefined || ethereum === undefined) throw new Error('both networks have a sandbox');
const { javaTron } = tron;
const ledger = new Ledger({ database, clock: systemClock });
const payments = new Payments({
  database,
  ledger,
  clock: systemClock,
  signer: await openAddressSigner(join(folder, 'signing-key.pem')),
  networks: [tron, ethereum],
  testPayers: [tron.testPayer, ethereum.testPayer],
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});
const accountId = newId('acct');
await ledger.openAccount({ id: 'open', accountId });
await payments.start();
await untilUp(payments);

afterAll(async () => {
  await payments.stop();
  await Promise.all([tron.stop(), ethereum.stop()]);
  await ledger.close();
  await rm(folder, { recursive: true, force: true });
});

async function invoice(network: NetworkId): Promise<InvoiceView> {
  const request = { accountId, purchase: { packId: 'credits-100' }, network, idempotencyKey: newId('cmd') };
  return (await payments.createInvoice(request)).invoice;
}

async function pay({ id }: InvoiceView): Promise<void> {
  await payments.payInvoice({ accountId, invoiceId: id, idempotencyKey: newId('cmd') });
}

async function untilPaid({ id }: InvoiceView): Promise<InvoiceView> {
  for (const deadlineMs = Date.now() + 45_000; Date.now() < deadlineMs; await delay(20)) {
    const now = await payments.readInvoice(accountId, id);
    if (now.status === 'paid') return now;
  }
  throw new Error(`not paid: ${JSON.stringify(payments.listNetworks())}`);
}

async function untilIs(wanted: NetworkId, status: 'up' | 'down'): Promise<string | null> {
  for (const deadlineMs = Date.now() + 45_000; Date.now() < deadlineMs; await delay(20)) {
    const network = payments.listNetworks().find(({ id }) => id === wanted);
    if (network?.status === status) return network.statusDetail;
  }
  throw new Error(`the network does not get ${status}: ${JSON.stringify(payments.listNetworks())}`);
}

test('addresses have the form of their network, and both are credited', async () => {
  const [onTron, onEthereum] = await Promise.all([invoice('tron'), invoice('ethereum')]);
  expect(onTron.address).toMatch(/^T[1-9A-HJ-NP-Za-km-z]{33}$/u);
  expect(onTron.paymentUri).toBe(onTron.address);
  expect(onEthereum.address).toMatch(/^0x[0-9A-Fa-f]{40}$/u);
  await Promise.all([pay(onTron), pay(onEthereum)]);
  const paid = await Promise.all([untilPaid(onTron), untilPaid(onEthereum)]);
  expect(paid.map(({ deposits }) => deposits.map(({ network, status }) => [network, status]))).toEqual([
    [['tron', 'credited']],
    [['ethereum', 'credited']],
  ]);
});

test('when the only node of Tron goes away, Ethereum goes on, the status says so, and all is found afterwards', async () => {
  expect(payments.listNetworks().map(({ id, recommended }) => [id, recommended])).toEqual([
    ['tron', true],
    ['ethereum', false],
  ]);
  // On a busy machine one of them may have been late just now.
  await untilUp(payments);
  const [onTron, onEthereum] = await Promise.all([invoice('tron'), invoice('ethereum')]);
  await javaTron.stop();
  expect(await untilIs('tron', 'down')).toBe('The nodes of this network do not answer as they should.');
  // Which node it is, the operator is told.
  expect((await payments.readNetworkHealth('tron')).statusDetail).toMatch(/^The Tron node at 127\.0\.0\.1:\d+ did not answer .+\.$/u);
  // The payer does not know; the chain takes the money.
  await Promise.all([pay(onTron), pay(onEthereum)]);
  await untilPaid(onEthereum);
  await expect(invoice('tron')).rejects.toMatchObject({ code: 'network_unavailable' });
  await untilPaid(await invoice('ethereum').then(async (another) => pay(another).then(() => another)));
  expect((await payments.readInvoice(accountId, onTron.id)).status).toBe('open');
  await javaTron.start();
  await untilPaid(onTron);
  expect(await untilIs('tron', 'up')).toBeNull();
});
