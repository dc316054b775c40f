import { setTimeout as delay } from 'node:timers/promises';
import { hexToBytes } from '@noble/hashes/utils.js';
import { encodeDeployData, encodeFunctionData } from 'viem';
import { ChainTrouble } from '../chain-errors.ts';
import { fieldsOf, NodeClient, readArray, readQuantity, readText } from '../json-rpc/index.ts';
import { AnvilProcess } from './anvil-process.ts';
import { testUsdtAbi } from './contracts/test-usdt.generated.ts';

/** The contract's address follows from its deployer and the deployer's first transaction number, so it is always this one. */
export const testUsdtAddress = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
/** The first account of anvil's public mnemonic; it owns the test USDT and is worth nothing elsewhere. */
const deployer = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266';
/** Kept in the wallet at least: a million test USDT. */
const walletFundsMin = 1_000_000_000_000n;
const minedTimeoutMs = 10_000;
/** How many blocks' time passes between two looks at a chain on which nothing happens. */
const restingBlocks = 3;
const walletGasFunds = `0x${(10n ** 24n).toString(16)}`;

export interface LocalChainOptions {
  readonly folder: string;
  /** How long a block takes when something waits to be confirmed. */
  readonly blockMs: number;
  readonly chainId: number;
  /** The bytecode of the test USDT that belongs on this network. */
  readonly token: `0x${string}`;
  /** How many blocks must lie on a transaction until it is final; the chain then rests. */
  readonly blocksUntilFinal: number;
  /** Which wallet is given test USDT. */
  readonly fund: string;
  readonly warn: (message: string) => void;
}

/**
 * A chain of our own on this machine. A transaction is mined at once; then a block a second follows until it is final, and then
 * nothing, so that a sandbox left alone costs nothing and stays small. Each change is written to the folder soon after.
 */
export class LocalChain {
  private readonly options: LocalChainOptions;
  private readonly process: AnvilProcess;
  private readonly restartListeners = new Set<() => void>();
  private node: NodeClient | undefined;
  private loop: Promise<void> | undefined;
  private stopping = new AbortController();
  private resting = new AbortController();
  private woken = false;
  private height = -1;
  private mineUntil = -1;
  private savedAt = '';
  private saveNotBeforeMs = 0;

  constructor(options: LocalChainOptions) {
    this.options = options;
    this.process = new AnvilProcess(options.folder, options.chainId);
  }

  get url(): string {
    return this.process.url;
  }

  async start(): Promise<void> {
    await this.launch();
    this.stopping = new AbortController();
    this.loop = this.run();
  }

  /** Saves the chain and ends its process. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
    await this.save().catch((error: unknown) => this.options.warn(String(error)));
    await this.process.stop();
    this.node = undefined;
  }

  /** Calls back each time anvil had to be started again after it had died. */
  onRestart(listener: () => void): () => void {
    this.restartListeners.add(listener);
    return () => void this.restartListeners.delete(listener);
  }

  async ask(method: string, params: readonly unknown[] = []): Promise<unknown> {
    if (this.node === undefined) throw new ChainTrouble('The local test chain is not running.');
    const answer = await this.node.ask(method, params);
    if (method === 'eth_sendRawTransaction' || method === 'eth_sendTransaction') this.wake();
    return answer;
  }

  private async launch(): Promise<void> {
    await this.process.ensure();
    this.node = new NodeClient({ url: this.process.url, network: 'local test', answerBytesMax: 256 * 2 ** 20 });
    await this.deploy();
    await this.fund();
    const head = await this.readHead();
    this.height = head.number;
    // Whatever was mined before may still be waiting to become final.
    this.mineUntil = head.number + ((await this.hasRecentTransactions(head.number)) ? this.options.blocksUntilFinal : 0);
    await this.save();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.tick();
      } catch (error) {
        if (signal.aborted) return;
        this.options.warn(`The local test chain: ${error instanceof Error ? error.message : String(error)}`);
        await this.revive().catch((failure: unknown) => this.options.warn(String(failure)));
      }
      await this.untilNext(signal);
    }
  }

  private wake(): void {
    this.woken = true;
    this.resting.abort();
  }

  /** Waits for the next block; at rest longer, because a transaction that is handed in here ends the rest. */
  private async untilNext(stop: AbortSignal): Promise<void> {
    const { blockMs } = this.options;
    await delay(blockMs, undefined, { signal: stop }).catch(() => undefined);
    this.resting = new AbortController();
    if (this.height < this.mineUntil || this.woken) this.resting.abort();
    this.woken = false;
    const signal = AbortSignal.any([stop, this.resting.signal]);
    await delay(blockMs * (restingBlocks - 1), undefined, { signal }).catch(() => undefined);
  }

  private async tick(): Promise<void> {
    const head = await this.readHead();
    // Blocks that this loop did not mine hold transactions.
    if (head.number !== this.height) this.mineUntil = head.number + this.options.blocksUntilFinal;
    this.height = head.number;
    if (head.number < this.mineUntil) {
      await this.ask('evm_mine');
      this.height += 1;
    }
    if (head.hash !== this.savedAt && Date.now() >= this.saveNotBeforeMs) await this.save();
  }

  private async save(): Promise<void> {
    const startedMs = Date.now();
    const { hash } = await this.readHead();
    if (hash === this.savedAt) return;
    const state = readText(await this.ask('anvil_dumpState'), /^0x(?:[0-9a-f]{2})+$/iu, 'chain state');
    await this.process.saveSnapshot(hexToBytes(state.slice(2)));
    this.savedAt = hash;
    // A long chain takes longer to write: it never takes more than a tenth of the time.
    this.saveNotBeforeMs = Date.now() + 10 * (Date.now() - startedMs);
  }

  private async revive(): Promise<void> {
    if (await this.process.isAlive()) return;
    await this.launch();
    for (const listener of this.restartListeners) listener();
  }

  private async deploy(): Promise<void> {
    if ((await this.ask('eth_getCode', [testUsdtAddress, 'latest'])) !== '0x') return;
    await this.send({ data: encodeDeployData({ abi: testUsdtAbi, bytecode: this.options.token, args: [0n] }) });
    if ((await this.ask('eth_getCode', [testUsdtAddress, 'latest'])) === '0x') {
      throw new ChainTrouble(`The test USDT could not be put on the local test chain: remove ${this.options.folder} to begin a new one.`);
    }
  }

  private async fund(): Promise<void> {
    await this.ask('anvil_setBalance', [this.options.fund, walletGasFunds]);
    const data = encodeFunctionData({ abi: testUsdtAbi, functionName: 'balanceOf', args: [hexAddress(this.options.fund)] });
    const balance = BigInt(
      readText(await this.ask('eth_call', [{ to: testUsdtAddress, data }, 'latest']), /^0x[0-9a-f]{64}$/iu, 'balance'),
    );
    if (balance >= walletFundsMin) return;
    const amount = walletFundsMin * 1_000n;
    await this.send({ to: testUsdtAddress, data: encodeFunctionData({ abi: testUsdtAbi, functionName: 'issue', args: [amount] }) });
    const args = [hexAddress(this.options.fund), amount] as const;
    await this.send({ to: testUsdtAddress, data: encodeFunctionData({ abi: testUsdtAbi, functionName: 'transfer', args }) });
  }

  private async send(transaction: { readonly to?: string; readonly data: string }): Promise<void> {
    const hash = await this.ask('eth_sendTransaction', [{ from: deployer, gas: '0x4c4b40', ...transaction }]);
    // It is mined by itself, but a moment after the answer.
    for (const deadlineMs = Date.now() + minedTimeoutMs; (await this.ask('eth_getTransactionReceipt', [hash])) === null; await delay(10)) {
      if (Date.now() > deadlineMs) throw new ChainTrouble('The local test chain does not mine what it is given.');
    }
  }

  private async readHead(): Promise<{ number: number; hash: string }> {
    const block = fieldsOf(await this.ask('eth_getBlockByNumber', ['latest', false]), 'block');
    return { number: readQuantity(block['number'], 'block number'), hash: readText(block['hash'], /^0x[0-9a-f]{64}$/iu, 'block hash') };
  }

  private async hasRecentTransactions(head: number): Promise<boolean> {
    for (let number = head; number > 0 && number > head - this.options.blocksUntilFinal; number -= 1) {
      const block = fieldsOf(await this.ask('eth_getBlockByNumber', [`0x${number.toString(16)}`, false]), 'block');
      if (readArray(block['transactions'], 'transactions').length > 0) return true;
    }
    return false;
  }
}

/** Every address that this folder handles comes from a key of its own. */
function hexAddress(address: string): `0x${string}` {
  return address as `0x${string}`;
}
