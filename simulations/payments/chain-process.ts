import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeDeployData, encodeFunctionData, type Hex } from 'viem';
import { findAnvil } from '../../packages/server/src/chains/sandbox/anvil-binary.ts';
import { multiSendAbi, multiSendBytecode } from '../../packages/server/src/chains/sandbox/contracts/multi-send.generated.ts';
import { testTronUsdtBytecode } from '../../packages/server/src/chains/sandbox/contracts/test-tron-usdt.generated.ts';
import { testUsdtAbi, testUsdtBytecode } from '../../packages/server/src/chains/sandbox/contracts/test-usdt.generated.ts';
import { chainId, operatorsWallet, owner, payers, transactionOf, treasuryAddress, treasuryAddressesMax } from './keys.ts';
import { askNode, askNodeAtOnce, resultOf, type Envelope, type Question } from './node-rpc.ts';

/** `finalized` lies two epochs behind the newest block. */
const slotsInAnEpoch = 3;
export const blocksUntilFinal = 2 * slotsInAnEpoch;
/** Every chain begins then; a scenario begins a little later. */
export const genesisMs = Date.parse('2026-05-04T00:00:00Z');
/** So many blocks lie below where a scenario begins, more than a node may be behind and than a reorganisation takes back. */
const baseHeight = 44;

/** Where the contracts lie: the owner deploys them first, so it is always there. */
export const contracts = {
  token: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
  fakeToken: '0xe7f1725e7734ce288f8367e1bb143e90bb3f0512',
  multiSend: '0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0',
  tronToken: '0xcf7ed3acca5a467e9e704c703e8d87f634fb0fc9',
} as const;

/** What of a block is of interest here. */
export interface RawBlock {
  readonly number: string;
  readonly hash: string;
  readonly timestamp: string;
  readonly transactions: readonly string[];
}

/** A real chain of our own. It mines nothing by itself, and its blocks carry the times that the scenario gives them. */
export class ChainProcess {
  readonly port: number;
  private readonly child: ChildProcess;
  /** The state where every scenario begins, as anvil writes it. */
  private base: unknown;
  private baseTimestamp = 0;
  /** What the node has said of the chain as it is, and up to which block the chain must stay so for that. */
  private readonly said = new Map<string, { readonly answer: Promise<Envelope>; readonly through: number }>();

  private constructor(child: ChildProcess, port: number) {
    this.child = child;
    this.port = port;
  }

  static async open(): Promise<ChainProcess> {
    const port = await freePort();
    const options = [
      '--port',
      String(port),
      '--chain-id',
      String(chainId),
      '--accounts',
      '1',
      '--slots-in-an-epoch',
      String(slotsInAnEpoch),
    ];
    const start = ['--timestamp', String(genesisMs / 1000), '--no-mining', '--order', 'fees', '--quiet'];
    const child = spawn(findAnvil(), [...options, ...start], { stdio: 'ignore' });
    // Whatever ends this process ends its chain.
    process.once('exit', () => child.kill('SIGKILL'));
    const chain = new ChainProcess(child, port);
    await chain.untilItAnswers();
    await chain.prepare();
    return chain;
  }

  /** Tells the node to do something after which the chain is still the same. */
  async tell(method: string, params: readonly unknown[] = []): Promise<unknown> {
    return resultOf(method, await askNode(this.port, method, params));
  }

  /** Tells the node to do something after which the chain is another one above this height. */
  async change(above: number, method: string, params: readonly unknown[] = []): Promise<void> {
    this.forget(above);
    try {
      await this.tell(method, params);
    } finally {
      // Whoever has asked meanwhile may have heard of the chain as it was before.
      this.forget(above);
    }
  }

  /** Asks what stays so while the chain does: the node is asked once. */
  async read(method: string, params: readonly unknown[] = []): Promise<unknown> {
    return resultOf(method, await this.answer(method, params));
  }

  /** The same, with an error as the node gives it. */
  answer(method: string, params: readonly unknown[]): Promise<Envelope> {
    const known = this.said.get(keyOf(method, params));
    if (known !== undefined) return known.answer;
    const answer = askNode(this.port, method, params);
    this.note({ method, params }, answer);
    return answer;
  }

  /** The same, for many questions at once. */
  async readAll(questions: readonly Question[]): Promise<readonly unknown[]> {
    const unknown = questions.filter(({ method, params }) => !this.said.has(keyOf(method, params)));
    if (unknown.length > 0) {
      const answers = askNodeAtOnce(this.port, unknown);
      for (const [place, question] of unknown.entries())
        this.note(
          question,
          answers.then((all) => all[place] ?? {}),
        );
      await answers;
    }
    return Promise.all(questions.map(({ method, params }) => this.read(method, params)));
  }

  /** The blocks of these heights, up to the newest one, as anvil writes them. */
  async blocks(from: number, through: number): Promise<readonly RawBlock[]> {
    const heights = Array.from({ length: Math.max(0, through - from + 1) }, (_, index) => from + index);
    const questions = heights.map((height) => ({ method: 'eth_getBlockByNumber', params: [`0x${height.toString(16)}`, false] }));
    // anvil's own form of a block, or null where there is none.
    return ((await this.readAll(questions)) as readonly (RawBlock | null)[]).filter((block) => block !== null);
  }

  async height(): Promise<number> {
    return Number(await this.read('eth_blockNumber'));
  }

  /** Takes everything back that a scenario has done. */
  async clear(): Promise<void> {
    // Snapshots do not outlive reorganisations.
    await this.tell('anvil_reset');
    await this.change(baseHeight, 'anvil_loadState', [this.base]);
    await this.tell('anvil_dropAllTransactions');
    await this.tell('anvil_setBlockTimestampInterval', [1]);
    await this.tell('evm_setNextBlockTimestamp', [this.baseTimestamp + 1]);
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await ended;
  }

  private note(question: Question, answer: Promise<Envelope>): void {
    this.said.set(keyOf(question.method, question.params), { answer, through: dependsThrough(question) });
  }

  private forget(above: number): void {
    for (const [key, { through }] of this.said) if (through > above) this.said.delete(key);
  }

  private async untilItAnswers(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await this.tell('eth_chainId');
        return;
      } catch (error) {
        if (tries === 400) throw error;
        await delay(25);
      }
    }
  }

  /** Contracts, and payers with money. */
  private async prepare(): Promise<void> {
    await this.tell('anvil_setBlockTimestampInterval', [1]);
    const supply = 10n ** 15n;
    // Both tokens are created alike.
    const token = encodeDeployData({ abi: testUsdtAbi, bytecode: testUsdtBytecode, args: [supply] });
    const tronToken = encodeDeployData({ abi: testUsdtAbi, bytecode: testTronUsdtBytecode, args: [supply] });
    const call = (to: Hex, data: Hex): { to: Hex; data: Hex } => ({ to, data });
    const usdt = (functionName: 'transfer' | 'approve', args: readonly [Hex, bigint]): Hex =>
      encodeFunctionData({ abi: testUsdtAbi, functionName, args });
    const tokens = [contracts.token, contracts.tronToken];
    const fund = [...payers, operatorsWallet].flatMap(({ address }) =>
      [...tokens, contracts.fakeToken].map((each) => call(each, usdt('transfer', [address, 10n ** 12n]))),
    );
    const steps = [
      { data: token },
      { data: token },
      { data: encodeDeployData({ abi: multiSendAbi, bytecode: multiSendBytecode }) },
      { data: tronToken },
      ...fund,
    ];
    const indices = Array.from({ length: treasuryAddressesMax }, (_, index) => index);
    const ours = indices.flatMap((index) => [treasuryAddress('ethereum', index), treasuryAddress('tron', index)]);
    for (const address of [...payers, operatorsWallet].map((each) => each.address).concat(ours))
      await this.tell('anvil_setBalance', [address, `0x${(10n ** 24n).toString(16)}`]);
    for (const [nonce, step] of steps.entries()) {
      const { raw } = await transactionOf(owner, nonce, step);
      await this.tell('eth_sendRawTransaction', [raw]);
      await this.tell('evm_mine');
    }
    for (const payer of payers) {
      for (const [nonce, each] of tokens.entries()) {
        const { raw } = await transactionOf(payer, nonce, call(each, usdt('approve', [contracts.multiSend, 2n ** 256n - 1n])));
        await this.tell('eth_sendRawTransaction', [raw]);
      }
    }
    await this.tell('evm_mine');
    const height = Number(await this.tell('eth_blockNumber'));
    await this.tell('anvil_mine', [`0x${(baseHeight - height).toString(16)}`]);
    this.baseTimestamp = genesisMs / 1000 + baseHeight;
    this.base = await this.tell('anvil_dumpState');
  }
}

function keyOf(method: string, params: readonly unknown[]): string {
  return `${method} ${JSON.stringify(params)}`;
}

/** Up to which block the chain must stay as it is for the answer to stay so. */
function dependsThrough({ method, params: [first] }: Question): number {
  // The contracts are there before every scenario.
  if (method === 'eth_chainId' || method === 'eth_getCode') return 0;
  const isOfHeight = method === 'eth_getBlockByNumber' || method === 'eth_getBlockReceipts';
  return isOfHeight && typeof first === 'string' && /^0x[0-9a-f]{1,8}$/u.test(first) ? Number(first) : Infinity;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on an address has one of this form.
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
