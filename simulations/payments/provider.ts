import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JavaTronRpc } from '../../packages/server/src/chains/sandbox/java-tron/json-rpc.ts';
import { NodeError } from '../../packages/server/src/chains/sandbox/java-tron/node-error.ts';
import type { Counts } from '../ledger/counts.ts';
import { Random } from '../random.ts';
import { blocksUntilFinal } from './chain-process.ts';
import { faults, type FaultName, type Question, type Spoiled } from './faults.ts';
import type { NetworkId } from './networks.ts';
import { askNode, type Envelope } from './node-rpc.ts';

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
  private readonly name: string;
  private readonly nodePort: number;
  /** What makes the node one of Tron. */
  private readonly javaTron: JavaTronRpc | undefined;
  private readonly server: Server;
  private around: Surroundings | undefined;
  private readonly asked = new Map<string, number>();
  private readonly answers = new Map<string, Envelope>();
  private answersOf = -1;

  private constructor(network: NetworkId, name: string, nodePort: number) {
    this.name = network === 'ethereum' ? name : `${network} ${name}`;
    this.nodePort = nodePort;
    if (network === 'tron') this.javaTron = new JavaTronRpc((method, params) => this.ethereumResult(method, params), { ...tronQuirks });
    this.server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      this.serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    });
  }

  static async open(network: NetworkId, name: string, nodePort: number): Promise<Provider> {
    const provider = new Provider(network, name, nodePort);
    await new Promise<void>((done) => provider.server.listen(0, '127.0.0.1', done));
    return provider;
  }

  get url(): string {
    // A server that listens on an address has one of this form.
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
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
    this.answers.clear();
    this.answersOf = -1;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    // An HTTP request gives its body in buffers.
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    // The server sends nothing else.
    const question = JSON.parse(Buffer.concat(chunks).toString()) as Question;
    if (this.around === undefined) throw new Error('no scenario is under way');
    await this.around.beforeQuestion();
    const proper = await this.properAnswer(question);
    const spoiled = this.spoil(question, proper, this.around);
    if (spoiled === 'silence') return;
    if (spoiled === 'cut') return void response.destroy();
    if (spoiled !== undefined && 'body' in spoiled) return void response.writeHead(spoiled.status ?? 200).end(spoiled.body);
    const answer = { jsonrpc: '2.0', id: question.id, ...(spoiled?.answer ?? proper) };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
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
    if (spoiled !== undefined) counts.add(`fault ${name}`);
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
    if (behind === 0) return this.ask(method, params);
    const head = Number((await this.ask('eth_blockNumber', [])).result) - behind;
    const [first] = params;
    if (method === 'eth_blockNumber') return { result: hex(head) };
    if (method === 'eth_getBlockByNumber') {
      if (first === 'latest') return this.ask(method, [hex(head), params[1]]);
      if (first === 'finalized') return this.ask(method, [hex(head - blocksUntilFinal), params[1]]);
      return typeof first === 'string' && Number(first) > head ? { result: null } : this.ask(method, params);
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
    return this.ask(method, params);
  }

  /** Of a block by its hash or by its height. */
  private async isAbove(blockHash: string, head: number): Promise<boolean> {
    if (blockHash.length < 66) return Number(blockHash) > head;
    const { result } = await this.ask('eth_getBlockByHash', [blockHash, false]);
    // A block, or null when the chain has none of this hash.
    const block = result as { readonly number: string } | null;
    return block !== null && Number(block.number) > head;
  }

  /** Asks the node. While the chain stays as it is, so does what the node says of it. */
  private async ask(method: string, params: readonly unknown[]): Promise<Envelope> {
    const version = this.around?.chainVersion() ?? 0;
    if (version !== this.answersOf) {
      this.answers.clear();
      this.answersOf = version;
    }
    const key = `${method} ${JSON.stringify(params)}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const { result, error } = await askNode(this.nodePort, method, params);
    const answer: Envelope = error === undefined ? { result } : { error };
    if (version === this.around?.chainVersion()) this.answers.set(key, answer);
    return answer;
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
