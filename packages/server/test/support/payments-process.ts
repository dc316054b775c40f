/**
 * A process with a payments room in the sandbox, for tests that kill it: `payments-process.ts FOLDER DATABASE_URL ACCOUNT NAME`. It makes
 * an invoice and pays it, again and again, until it is ended. With NAME `rest` it only lets what was begun come to its end.
 */
import { join } from 'node:path';
import { openSandbox } from '../../src/chains/sandbox/index.ts';
import { openDatabase } from '../../src/database/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { Ledger } from '../../src/ledger/index.ts';
import { publishDefaultOffers } from '../../src/offers/index.ts';
import { openAddressSigner, Payments } from '../../src/payments/index.ts';

const [folder = '', url = '', accountId = '', name = ''] = process.argv.slice(2);
const quiet = (): void => undefined;

const database = await openDatabase({ url, dataDir: folder });
await database.transaction((tx) => publishDefaultOffers(tx, { nowMs: Date.now() }));
const ledger = new Ledger({ database, clock: systemClock });
const sandbox = await openSandbox({ folder: join(folder, 'sandbox'), blockMs: 100 });
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
process.stdout.write('started\n');
for (let round = 0; name !== 'rest'; round += 1) {
  const key = `${name}-${round}`;
  try {
    const { invoice } = await payments.createInvoice({
      accountId,
      purchase: { packId: 'credits-100' },
      network: 'ethereum',
      idempotencyKey: key,
    });
    await payments.payInvoice({ accountId, invoiceId: invoice.id, idempotencyKey: key });
    process.stdout.write('paid\n');
  } catch {
    // The chain may be starting again; the next round pays another invoice.
  }
}
