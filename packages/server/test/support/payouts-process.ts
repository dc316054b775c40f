/**
 * A process that pays back, for tests that kill it: `payouts-process.ts FOLDER DATABASE_URL ACCOUNT PART DEATH [ARGUMENT]`. Each PART may be
 * run again and goes on where it was. It ends itself like a power cut when a payout reaches the state of DEATH: `exported:uncommitted` within
 * the transaction that makes it so, `exported:committed` as soon as that is committed, before anybody is answered. `never` lets it go on.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { openSandbox } from '../../src/chains/sandbox/index.ts';
import { openDatabase, type Database, type Sql } from '../../src/database/index.ts';
import { derivedId, systemClock } from '../../src/kernel/index.ts';
import { Ledger } from '../../src/ledger/index.ts';
import { publishDefaultOffers } from '../../src/offers/index.ts';
import { openAddressSigner, Payments } from '../../src/payments/index.ts';

const [folder = '', url = '', accountId = '', part = '', death = 'never', argument = ''] = process.argv.slice(2);
const [state = '', moment = ''] = death.split(':');
const quiet = (): void => undefined;

const reached = {
  requested: sql`true`,
  exported: sql`export_id is not null`,
  marked: sql`sent_tx_hash is not null`,
  seen: sql`seen_block_hash is not null`,
  confirmed: sql`status = 'confirmed'`,
}[state];

async function dieIf(from: Sql, now: string): Promise<void> {
  if (reached === undefined || now !== moment) return;
  const { rows } = await sql`select 1 from payouts where account_id = ${accountId} and ${reached}`.execute(from);
  if (rows.length > 0) process.kill(process.pid, 'SIGKILL');
}

const real = await openDatabase({ url, dataDir: folder });
const database: Database = {
  ...real,
  async transaction(work) {
    const answer = await real.transaction(async (tx) => {
      const inside = await work(tx);
      await dieIf(tx, 'uncommitted');
      return inside;
    });
    await dieIf(real.sql, 'committed');
    return answer;
  },
};
await database.transaction((tx) => publishDefaultOffers(tx, { nowMs: Date.now() }));
const ledger = new Ledger({ database, clock: systemClock });
const sandbox = await openSandbox({ folder: join(folder, 'sandbox', 'ethereum'), blockMs: 50 });
const payments = new Payments({
  database,
  ledger,
  clock: systemClock,
  signer: await openAddressSigner(join(folder, 'signing-key.pem')),
  networks: [sandbox],
  testPayers: [sandbox.testPayer],
  log: { info: quiet, warn: quiet, error: quiet },
});
await payments.start();

async function buy(): Promise<string> {
  const network = 'ethereum';
  await ledger.openAccount({ id: 'open', accountId });
  const { invoice } = await payments.createInvoice({ accountId, purchase: { packId: 'credits-100' }, network, idempotencyKey: 'buy' });
  await payments.payInvoice({ accountId, invoiceId: invoice.id, idempotencyKey: 'pay' });
  for (;;) {
    const [deposit] = (await payments.readInvoice(accountId, invoice.id)).deposits;
    if (deposit?.status === 'credited') return `settle:${deposit.id}:0`;
    await delay(20);
  }
}

/** Confirms an address, refunds the purchase and makes the file, each as an operator does who got no answer and tries again. */
async function makeFile(): Promise<string> {
  const [address = '', commandId = ''] = argument.split(' ');
  await payments.setRefundAddress({ accountId, network: 'ethereum', address });
  await payments.createPayout({ id: 'refund', accountId, commandId, network: 'ethereum' });
  const { file } = await payments.exportPayouts({ id: derivedId('pexp', accountId), network: 'ethereum' });
  return JSON.stringify(file, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** Marks what the operator says was sent. */
async function mark(): Promise<string> {
  const [payout] = (await payments.listPayouts({ accountId, limit: 1 })).payouts;
  return (await payments.markPayoutSent({ payoutId: payout?.id ?? '', txHash: argument })).status;
}

/** Waits until the chain says for good that it was sent. */
async function watch(): Promise<string> {
  for (;;) {
    const [payout] = (await payments.listPayouts({ accountId, limit: 1 })).payouts;
    if (payout?.status === 'confirmed') return payout.txHash ?? '';
    await delay(20);
  }
}

const parts = new Map([buy, makeFile, mark, watch].map((each) => [each.name, each]));
process.stdout.write(`${String(await parts.get(part)?.())}\n`);
await payments.stop();
await ledger.close();
await real.close();
process.exit(0);
