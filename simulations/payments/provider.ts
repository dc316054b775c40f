import { httpBlockAnswer } from '../../packages/server/src/chains/sandbox/java-tron/answers.ts';
import { constantCall } from '../../packages/server/src/chains/sandbox/java-tron/constant-call.ts';
import { JavaTronRpc } from '../../packages/server/src/chains/sandbox/java-tron/json-rpc.ts';
import { NodeError } from '../../packages/server/src/chains/sandbox/java-tron/node-error.ts';
import type { Counts } from '../ledger/counts.ts';
import { Random } from '../random.ts';
import { blocksUntilFinal, type ChainProcess } from './chain-process.ts';
import { faults, type FaultName, type Question, type Spoiled } from './faults.ts';
import { addHost, type Outcome } from './fetch-here.ts';
import type { NetworkId } from './networks.ts';
import type { Envelope } from './node-rpc.ts';

/** How a provider is for a while. */
export interface Mood {
  /** What it does now and then; nothing when it is in good health. */
  readonly faults: readonly FaultName[];
  /** One of so many answers is spoiled. */
  readonly oneIn: number;
  /** By how many blocks it is behind. */
  readonly behind: number;
}

export const goodMood: Mood = { faults: [], oneIn: 1, behind: 0 };

/** As a node of Tron is that has everything; what is solidified lies as far behind as on the other network. */
const tronQuirks = {
  solidLag: blocksUntilFinal,
  logIndex: true,
  blockReceipts: true,
  finalizedTag: true,
  blockRangeMax: 5_000,
  resultsMax: 10_000,
  overloaded: false,
};

/** What a scenario lends to its providers. */
export interface Surroundings {
  readonly seed: number;
  readonly counts: Counts;
  /** Changes whenever the chain does. */
  readonly chainVersion: () => number;
  /** Called before each question is looked at. */
  readonly beforeQuestion: () => Promise<void>;
}

/**
 * A provider of a network: a proxy in front of a real node, which spoils answers as its mood is. What it spoils follows from the seed
 * and the question, and not from who asks first.
 */
export class Provider {
  mood: Mood = goodMood;
  readonly url: string;
  readonly network: NetworkId;
  private readonly name: string;
  private readonly chain: ChainProcess;
  /** What makes the node one of Tron. */
  private readonly javaTron: JavaTronRpc | undefined;
  private around: Surroundings | undefined;
  private readonly asked = new Map<string, number>();

  constructor(network: NetworkId, name: string, chain: ChainProcess) {
    this.network = network;
    this.name = network === 'ethereum' ? name : `${network} ${name}`;
    this.chain = chain;
    if (network === 'tron') this.javaTron = new JavaTronRpc((method, params) => this.ethereumResult(method, params), { ...tronQuirks });
    this.url = addHost((body, path) => (path.startsWith('/wallet') ? this.serveHttp(body, path) : this.serve(body)));
  }

  /** For the next scenario. A node of Tron may be an old one, or one that was set up without an index of logs. */
  begin(around: Surroundings, old = false, withoutIndex = false): void {
    this.around = around;
    if (this.javaTron !== undefined) {
      this.javaTron.quirks.blockReceipts = !old;
      this.javaTron.quirks.logIndex = !withoutIndex;
    }
    this.mood = goodMood;
    this.asked.clear();
  }

  private async serve(body: string): Promise<Outcome> {
    // The server sends nothing else.
    const question = JSON.parse(body) as Question;
    if (this.around === undefined) throw new Error('no scenario is under way');
    await this.around.beforeQuestion();
    const proper = await this.properAnswer(question);
    const spoiled = this.spoil(question, proper, this.around);
    if (spoiled === 'silence' || spoiled === 'cut') return spoiled;
    if (spoiled !== undefined && 'body' in spoiled) return { status: spoiled.status ?? 200, body: spoiled.body };
    return { status: 200, body: JSON.stringify({ jsonrpc: '2.0', id: question.id, ...(spoiled?.answer ?? proper) }) };
  }

  /** java-tron's own interface, which alone tells what the state of the newest solidified block is. */
  private async serveHttp(body: string, path: string): Promise<Outcome> {
    if (this.javaTron === undefined || this.around === undefined) return { status: 404, body: '' };
    await this.around.beforeQuestion();
    const result = await this.httpAnswer(this.javaTron, body, path);
    const spoiled = this.spoil({ id: 0, method: path, params: [body] }, { result }, this.around);
    if (spoiled === 'silence' || spoiled === 'cut') return spoiled;
    if (spoiled !== undefined && 'body' in spoiled) return { status: spoiled.status ?? 200, body: spoiled.body };
    return { status: 200, body: JSON.stringify(spoiled === undefined ? result : null) };
  }

  private async httpAnswer(javaTron: JavaTronRpc, body: string, path: string): Promise<unknown> {
    const solid = await javaTron.solid();
    if (path === '/walletsolidity/triggerconstantcontract') {
      // The server sends nothing else.
      return constantCall((method, params) => this.ethereumResult(method, params), JSON.parse(body) as Record<string, unknown>, solid);
    }
    if (path !== '/walletsolidity/getnowblock') throw new Error(`nobody plays ${path}`);
    const block = await javaTron.blockAt(solid);
    return block === undefined ? {} : httpBlockAnswer(block);
  }

  private spoil(question: Question, proper: Envelope, { seed, counts, chainVersion }: Surroundings): Spoiled | undefined {
    const { faults: names, oneIn } = this.mood;
    if (names.length === 0) return undefined;
    const text = `${String(chainVersion())} ${question.method} ${JSON.stringify(question.params)}`;
    const times = (this.asked.get(text) ?? 0) + 1;
    this.asked.set(text, times);
    const random = new Random(hashOf(`${String(seed)} ${this.name} ${text} ${String(times)}`));
    if (!random.oneIn(oneIn)) return undefined;
    const name = random.of(names);
    const spoiled = faults[name](question, proper, random);
    if (spoiled !== undefined) {
      counts.add(`fault ${name}`);
      counts.add(`fault ${name} on ${this.network}`);
    }
    return spoiled;
  }

  /** What a node that is in order, but perhaps behind, answers. */
  private async properAnswer({ method, params }: Question): Promise<Envelope> {
    if (this.javaTron === undefined) return this.ethereumAnswer(method, params);
    try {
      return { result: await this.javaTron.answer(method, params) };
    } catch (error) {
      if (!(error instanceof NodeError)) throw error;
      return { error: { code: error.code, message: error.message } };
    }
  }

  private async ethereumResult(method: string, params: readonly unknown[]): Promise<unknown> {
    const { result, error } = await this.ethereumAnswer(method, params);
    if (error !== undefined) throw new NodeError(error.code, error.message);
    return result;
  }

  private async ethereumAnswer(method: string, params: readonly unknown[]): Promise<Envelope> {
    const { behind } = this.mood;
    if (behind === 0) return this.chain.answer(method, params);
    const head = Number((await this.chain.answer('eth_blockNumber', [])).result) - behind;
    const [first] = params;
    if (method === 'eth_blockNumber') return { result: hex(head) };
    if (method === 'eth_getBlockByNumber') {
      if (first === 'latest') return this.chain.answer(method, [hex(head), params[1]]);
      if (first === 'finalized') return this.chain.answer(method, [hex(head - blocksUntilFinal), params[1]]);
      return typeof first === 'string' && Number(first) > head ? { result: null } : this.chain.answer(method, params);
    }
    if (method === 'eth_getLogs') {
      // A filter of eth_getLogs is an object with some of these.
      const { blockHash, toBlock } = first as { readonly blockHash?: string; readonly toBlock?: string };
      if (blockHash !== undefined && (await this.isAbove(blockHash, head))) return { error: { code: -32_000, message: 'unknown block' } };
      if (toBlock !== undefined && Number(toBlock) > head)
        return { error: { code: -32_602, message: 'block range extends beyond current head block' } };
    }
    if (method === 'eth_getBlockByHash' || method === 'eth_getBlockReceipts') {
      if (typeof first === 'string' && (await this.isAbove(first, head))) return { result: null };
    }
    return this.chain.answer(method, params);
  }

  /** Of a block by its hash or by its height. */
  private async isAbove(blockHash: string, head: number): Promise<boolean> {
    if (blockHash.length < 66) return Number(blockHash) > head;
    const { result } = await this.chain.answer('eth_getBlockByHash', [blockHash, false]);
    // A block, or null when the chain has none of this hash.
    const block = result as { readonly number: string } | null;
    return block !== null && Number(block.number) > head;
  }
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}
