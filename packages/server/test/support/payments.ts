import { join } from 'node:path';
import { inspect } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeDeployData, encodeFunctionData, type Abi } from 'viem';
import { EthereumChain } from '../../src/chains/ethereum/index.ts';
import { multiSendAbi, multiSendBytecode } from '../../src/chains/sandbox/contracts/multi-send.generated.ts';
import { testUsdtAbi } from '../../src/chains/sandbox/contracts/test-usdt.generated.ts';
import { openSandbox, type Sandbox } from '../../src/chains/sandbox/index.ts';
import type { Database } from '../../src/database/index.ts';
import { newId } from '../../src/kernel/index.ts';
import { Ledger } from '../../src/ledger/index.ts';
import { publishDefaultOffers, type PurchaseRequest } from '../../src/offers/index.ts';
import {
  openAddressSigner,
  Payments,
  type AddressPolicy,
  type InvoiceView,
  type NetworkFacts,
  type PaymentRules,
} from '../../src/payments/index.ts';
import { afterFile } from './after-file.ts';
import { testDatabase } from './database.ts';
import { FaultyLine, type Fault } from './faulty-line.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Hex = `0x${string}`;

/** A chain whose blocks the test makes itself, a ledger and a payments room that follows the chain through a faulty line. */
export class PaymentsWorld {
  readonly database: Database;
  sandbox: Sandbox;
  readonly ledger: Ledger;
  readonly folder: string;
  payments: Payments;
  /** What the log was told, as text. */
  readonly told: string[] = [];
  /** Added to the time of day. */
  clockOffsetMs = 0;
  /** One for each provider of the chain, the preferred first. */
  readonly lines: readonly FaultyLine[];
  /** May be changed before a restart. */
  addresses: AddressPolicy;
  private readonly otherFacts: Partial<NetworkFacts>;
  private readonly owner: string;

  private constructor(parts: {
    database: Database;
    sandbox: Sandbox;
    folder: string;
    lines: readonly FaultyLine[];
    owner: string;
    payments: (world: PaymentsWorld) => Payments;
    facts: Partial<NetworkFacts> | undefined;
    addresses: AddressPolicy | undefined;
  }) {
    this.database = parts.database;
    this.sandbox = parts.sandbox;
    this.folder = parts.folder;
    this.lines = parts.lines;
    this.owner = parts.owner;
    this.ledger = new Ledger({ database: this.database, clock: { nowMs: () => this.nowMs() } });
    this.otherFacts = parts.facts ?? {};
    // An address for each invoice shows best what becomes of one.
    this.addresses = parts.addresses ?? 'invoice';
    this.payments = parts.payments(this);
  }

  /** Ends with the test file. With `blockMs` the sandbox makes blocks by itself. */
  static async open(
    options: {
      blockMs?: number;
      facts?: Partial<NetworkFacts>;
      providers?: number;
      addresses?: AddressPolicy;
      rules?: Partial<PaymentRules>;
    } = {},
  ): Promise<PaymentsWorld> {
    const database = await testDatabase();
    await database.transaction((tx) => publishDefaultOffers(tx, { nowMs: Date.now() }));
    const folder = await temporaryFolder();
    const sandbox = await openSandbox({ folder, blockMs: options.blockMs ?? 3_600_000 });
    const signer = await openAddressSigner(join(folder, 'signing-key.pem'));
    const node = { url: () => sandbox.url };
    const lines: FaultyLine[] = [];
    for (let provider = 0; provider < (options.providers ?? 1); provider += 1) lines.push(await FaultyLine.open(() => node.url()));
    const [owner] = (await rpc(sandbox.url, 'eth_accounts')) as string[];
    const build = (of: PaymentsWorld): Payments =>
      new Payments({
        database,
        ledger: of.ledger,
        signer,
        clock: { nowMs: () => of.nowMs() },
        networks: [
          {
            chain: new EthereumChain({ providers: lines, facts: of.facts, timeoutMs: 2_000, verifyEveryMs: 500, compareEveryMs: 200 }),
            depositKey: of.sandbox.depositKey,
            addresses: of.addresses,
          },
        ],
        testPayers: [of.sandbox.testPayer],
        rules: options.rules,
        log: {
          info: (fields, message) => void of.told.push(`info: ${message} ${JSON.stringify(fields)}`),
          warn: (fields, message) => void of.told.push(`warn: ${message} ${JSON.stringify(fields)}`),
          error: (fields, message) =>
            void of.told.push(`error: ${message} ${'error' in fields ? inspect(fields.error) : JSON.stringify(fields)}`),
        },
      });
    const world = new PaymentsWorld({
      database,
      sandbox,
      folder,
      lines,
      owner: owner ?? '',
      payments: build,
      facts: options.facts,
      addresses: options.addresses,
    });
    world.rebuild = build;
    node.url = () => world.sandbox.url;
    afterFile(() => world.close());
    await world.payments.start();
    await untilUp(world.payments);
    return world;
  }

  /** What the first provider does. */
  get fault(): Fault {
    return this.lines[0]?.fault ?? (() => undefined);
  }

  set fault(fault: Fault) {
    const [line] = this.lines;
    if (line !== undefined) line.fault = fault;
  }

  /** The network as the sandbox has it, but looked at often. */
  get facts(): NetworkFacts {
    return { ...this.sandbox.chain.facts, pollMs: 20, ...this.otherFacts };
  }

  /** Another payments room on the same database and chain, as a second process would be. */
  another(): Payments {
    return this.rebuild(this);
  }

  /** Ends the payments room and begins a new one, as a restart does. `meanwhile` runs while none is there. */
  async restart(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.payments.stop();
    await meanwhile();
    this.payments = this.rebuild(this);
    await this.payments.start();
  }

  /** Restarts on a chain in an empty folder: other keys, other blocks, the same database. */
  async beginAnew(): Promise<void> {
    await this.restart(async () => {
      await this.sandbox.stop();
      this.sandbox = await openSandbox({ folder: join(this.folder, 'anew'), blockMs: 3_600_000 });
    });
  }

  async openAccount(): Promise<string> {
    const accountId = newId('acct');
    await this.ledger.openAccount({ id: 'open', accountId });
    return accountId;
  }

  async invoice(accountId: string, purchase: string | PurchaseRequest = 'credits-100'): Promise<InvoiceView> {
    const { invoice } = await this.payments.createInvoice({
      accountId,
      purchase: typeof purchase === 'string' ? { packId: purchase } : purchase,
      network: 'ethereum',
      idempotencyKey: newId('cmd'),
    });
    return invoice;
  }

  /** Pays from the owner's account, in a block of its own. Gives the transaction's hash. */
  async pay(address: string, amount: bigint): Promise<string> {
    return this.callToken('transfer', [address, amount]);
  }

  callToken(functionName: string, args: readonly unknown[], token: string = this.sandbox.chain.facts.tokenContract): Promise<string> {
    return this.send(token, encodeFunctionData<Abi>({ abi: testUsdtAbi, functionName, args }));
  }

  async deployMultiSend(): Promise<string> {
    return this.deploy(encodeDeployData({ abi: multiSendAbi, bytecode: multiSendBytecode }));
  }

  /** Pays several addresses in one transaction. */
  multiSend(contract: string, payments: readonly { address: string; amount: bigint }[]): Promise<string> {
    const token = this.sandbox.chain.facts.tokenContract as Hex;
    const args = [token, payments.map(({ address }) => address as Hex), payments.map(({ amount }) => amount)] as const;
    return this.send(contract, encodeFunctionData({ abi: multiSendAbi, functionName: 'send', args }));
  }

  async deploy(data: string): Promise<string> {
    const hash = await rpc(this.sandbox.url, 'eth_sendTransaction', [{ from: this.owner, data, gas: '0x4c4b40' }]);
    await this.untilMined();
    const receipt = (await rpc(this.sandbox.url, 'eth_getTransactionReceipt', [hash])) as { contractAddress: string };
    return receipt.contractAddress;
  }

  /** Waits until everything that was sent is in a block: anvil mines by itself, but a moment after it has answered. */
  async untilMined(): Promise<void> {
    for (const deadlineMs = Date.now() + 10_000; Date.now() < deadlineMs; await delay(5)) {
      const { pending } = (await this.rpc('txpool_status')) as { pending: string };
      if (Number(pending) === 0) return;
    }
    throw new Error('the chain does not mine what was sent');
  }

  /** Makes empty blocks on top of what was sent before. */
  async mine(blocks: number): Promise<void> {
    await this.untilMined();
    await this.rpc('anvil_mine', [`0x${blocks.toString(16)}`]);
  }

  rpc(method: string, params: readonly unknown[] = []): Promise<unknown> {
    return rpc(this.sandbox.url, method, params);
  }

  /** Waits until the invoice is as wanted, and gives it. */
  async until(invoice: { id: string; accountId: string }, wanted: (invoice: InvoiceView) => boolean): Promise<InvoiceView> {
    for (const deadlineMs = Date.now() + 15_000; ;) {
      const now = await this.payments.readInvoice(invoice.accountId, invoice.id);
      if (wanted(now)) return now;
      if (Date.now() > deadlineMs) {
        const shown = JSON.stringify(now, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 1);
        throw new Error(`the invoice stays ${shown}\nnetworks ${JSON.stringify(this.payments.listNetworks())}\n${this.told.join('\n')}`);
      }
      await delay(10);
    }
  }

  /** Waits until the follower has recorded the chain's newest block. */
  async untilCaughtUp(): Promise<void> {
    const latest = (await this.rpc('eth_getBlockByNumber', ['latest', false])) as { hash: string };
    for (const deadlineMs = Date.now() + 15_000; Date.now() < deadlineMs; await delay(10)) {
      const cursor = await this.database.sql
        .selectFrom('chain_cursors' as never)
        .selectAll()
        .executeTakeFirst();
      if ((cursor as { block_hash: string } | undefined)?.block_hash === latest.hash) return;
    }
    throw new Error(`the follower does not reach the newest block\n${this.told.join('\n')}`);
  }

  async balance(accountId: string): Promise<bigint> {
    return (await this.ledger.readBalance(accountId)).balance;
  }

  private rebuild: (of: PaymentsWorld) => Payments = () => this.payments;

  private nowMs(): number {
    return Date.now() + this.clockOffsetMs;
  }

  private async send(to: string, data: string): Promise<string> {
    return (await this.rpc('eth_sendTransaction', [{ from: this.owner, to, data, gas: '0x4c4b40' }])) as string;
  }

  private async close(): Promise<void> {
    await this.payments.stop();
    await this.sandbox.stop();
    for (const line of this.lines) line.close();
    await this.ledger.close();
  }
}

/** On a busy machine the first look at a network may outlast the start, which does not wait for it. */
export async function untilUp(payments: Payments): Promise<void> {
  for (const deadlineMs = Date.now() + 60_000; Date.now() < deadlineMs; await delay(10)) {
    if (payments.listNetworks().every(({ status }) => status === 'up')) return;
  }
  throw new Error(`the networks do not come up: ${JSON.stringify(payments.listNetworks())}`);
}

async function rpc(url: string, method: string, params: readonly unknown[] = []): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = (await answer.json()) as { result?: unknown; error?: { message: string } };
  if (error !== undefined) throw new Error(`${method}: ${error.message}`);
  return result;
}
