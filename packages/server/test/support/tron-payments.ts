import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeFunctionData, type Abi } from 'viem';
import { testTronUsdtAbi } from '../../src/chains/sandbox/contracts/test-tron-usdt.generated.ts';
import { openSandbox, type Sandbox } from '../../src/chains/sandbox/index.ts';
import type { Database } from '../../src/database/index.ts';
import { newId, systemClock } from '../../src/kernel/index.ts';
import { Ledger } from '../../src/ledger/index.ts';
import { publishDefaultOffers } from '../../src/offers/index.ts';
import { openAddressSigner, Payments } from '../../src/payments/index.ts';
import { afterFile } from './after-file.ts';
import { testDatabase } from './database.ts';
import { untilUp } from './payments.ts';
import { temporaryFolder } from './temporary-folder.ts';

const token = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
const tokenOwner = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266';

/** Tron's sandbox, whose blocks come by themselves, and a payments room that follows it. */
export class TronPaymentsWorld {
  readonly database: Database;
  readonly payments: Payments;
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly accountId: string;

  private constructor(parts: { database: Database; payments: Payments; sandbox: Sandbox; folder: string; accountId: string }) {
    this.database = parts.database;
    this.payments = parts.payments;
    this.sandbox = parts.sandbox;
    this.folder = parts.folder;
    this.accountId = parts.accountId;
  }

  /** Ends with the test file. */
  static async open(): Promise<TronPaymentsWorld> {
    const database = await testDatabase();
    await database.transaction((tx) => publishDefaultOffers(tx, { nowMs: Date.now() }));
    const folder = await temporaryFolder();
    const sandbox = await openSandbox({ network: 'tron', folder, blockMs: 50 });
    afterFile(() => sandbox.stop());
    const ledger = new Ledger({ database, clock: systemClock });
    afterFile(() => ledger.close());
    const payments = new Payments({
      database,
      ledger,
      clock: systemClock,
      signer: await openAddressSigner(join(folder, 'signing-key.pem')),
      networks: [{ chain: sandbox.chain, depositKey: sandbox.depositKey, addresses: 'invoice' }],
      testPayers: [sandbox.testPayer],
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const accountId = newId('acct');
    await ledger.openAccount({ id: 'open', accountId });
    afterFile(() => payments.stop());
    await payments.start();
    await untilUp(payments);
    return new TronPaymentsWorld({ database, payments, sandbox, folder, accountId });
  }

  /** The address of an invoice that is paid and credited, as people read it and as the logs have it. */
  async paidAddress(): Promise<{ readonly shown: string; readonly onChain: string }> {
    const { accountId, payments } = this;
    const request = { accountId, purchase: { packId: 'credits-100' }, network: 'tron', idempotencyKey: newId('cmd') };
    const { invoice } = await payments.createInvoice(request);
    await payments.payInvoice({ accountId, invoiceId: invoice.id, idempotencyKey: newId('cmd') });
    for (const deadlineMs = Date.now() + 45_000; Date.now() < deadlineMs; await delay(20)) {
      if ((await payments.readInvoice(accountId, invoice.id)).status === 'paid') {
        return { shown: invoice.address, onChain: this.sandbox.depositKey.readAddress(invoice.address) ?? '' };
      }
    }
    throw new Error('the invoice is not paid');
  }

  /** Calls the token in the name of any account of the local chain, of the token's owner when none is named. */
  callToken(functionName: string, args: readonly unknown[], from: string = tokenOwner): Promise<void> {
    return this.sendToToken(from, encodeFunctionData<Abi>({ abi: testTronUsdtAbi, functionName, args }));
  }

  async sendToToken(from: string, data: string): Promise<void> {
    await this.rpc('anvil_setBalance', [from, '0xde0b6b3a7640000']);
    await this.rpc('anvil_impersonateAccount', [from]);
    await this.rpc('eth_sendTransaction', [{ from, to: token, data, gas: '0x4c4b40' }]);
  }

  async rpc(method: string, params: readonly unknown[]): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const answer = await fetch(this.sandbox.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { result, error } = (await answer.json()) as { result?: unknown; error?: { message: string } };
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }
}
