import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { httpBlockAnswer, transactionInfoAnswer } from './answers.ts';
import { broadcastHex } from './broadcast.ts';
import { constantCall } from './constant-call.ts';
import { JavaTronRpc, type NodeQuirks } from './json-rpc.ts';
import { NodeError } from './node-error.ts';

const batchMax = 100;
const bodyMax = 4 * 1024 * 1024;

export interface StandInOptions {
  /** Asks the chain behind it, which speaks as an Ethereum node does. */
  readonly ask: (method: string, params: readonly unknown[]) => Promise<unknown>;
  readonly quirks?: Partial<NodeQuirks>;
}

/**
 * A stand-in for a node of Tron, for the sandbox and for tests: it is no java-tron. It gives a local chain the JSON-RPC of java-tron,
 * with its block ids, limits and errors, the few answers of its HTTP interface that Imprest may ask for, and `broadcasthex` for wallets. It
 * keeps nothing, so it may end and begin anew at any time. What it cannot show: bandwidth, energy but for gas in its place, missed blocks.
 */
export class JavaTronStandIn {
  /** Changeable while it runs. */
  readonly quirks: NodeQuirks;
  private readonly rpc: JavaTronRpc;
  private readonly ask: StandInOptions['ask'];
  private readonly server: Server;
  private port = 0;

  constructor(options: StandInOptions) {
    this.quirks = {
      solidLag: 18,
      logIndex: true,
      blockReceipts: true,
      finalizedTag: true,
      blockRangeMax: 5_000,
      resultsMax: 10_000,
      overloaded: false,
      ...options.quirks,
    };
    this.ask = options.ask;
    this.rpc = new JavaTronRpc(options.ask, this.quirks, { carries: true });
    this.server = createServer((request, response) => {
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  /** Its address; JSON-RPC is at `/jsonrpc` below it, as with java-tron. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens on a free port of this machine. */
  async start(): Promise<void> {
    await new Promise<void>((done, failed) => {
      this.server.once('error', failed);
      this.server.listen(this.port, '127.0.0.1', done);
    });
    const address = this.server.address();
    if (typeof address === 'object' && address !== null) this.port = address.port;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://node').pathname;
    const body = await readBody(request);
    if (body === undefined) return send(response, 413, undefined);
    if (this.quirks.overloaded)
      return send(response, 200, { Error: 'class java.lang.IllegalAccessException : lack of computing resources' });
    if (path === '/jsonrpc') return send(response, 200, await this.answerRpc(body));
    const [, interfaceName, operation] = path.split('/');
    if (interfaceName !== 'wallet' && interfaceName !== 'walletsolidity') return send(response, 404, undefined);
    try {
      const answer = await this.answerHttp(operation ?? '', interfaceName === 'walletsolidity', body);
      return send(response, answer === undefined ? 404 : 200, answer);
    } catch (error) {
      // java-tron tells its own failures in this form, outside of any envelope.
      return send(response, 200, { Error: `class java.lang.Exception : ${error instanceof Error ? error.message : String(error)}` });
    }
  }

  private async answerRpc(body: string): Promise<unknown> {
    let call: unknown;
    try {
      call = JSON.parse(body);
    } catch {
      return envelope(null, { error: { code: -32700, message: 'JSON parse error', data: '{}' } });
    }
    if (!Array.isArray(call)) return this.answerCall(call);
    if (call.length > batchMax) {
      return envelope(null, { error: { code: -32005, message: `Batch size ${call.length} exceeds the limit of ${batchMax}`, data: '{}' } });
    }
    return Promise.all(call.map((each: unknown) => this.answerCall(each)));
  }

  private async answerCall(call: unknown): Promise<unknown> {
    // Whatever was sent is looked at member by member.
    const { id = null, method, params } = (typeof call === 'object' && call !== null ? call : {}) as Record<string, unknown>;
    if (typeof method !== 'string') return envelope(id, { error: { code: -32600, message: 'Invalid Request', data: '{}' } });
    try {
      return envelope(id, { result: await this.rpc.answer(method, Array.isArray(params) ? params : []) });
    } catch (error) {
      const { code, message } =
        error instanceof NodeError ? error : new NodeError(-32000, error instanceof Error ? error.message : String(error));
      return envelope(id, { error: { code, message, data: '{}' } });
    }
  }

  private broadcast(txHex: string): Promise<object> {
    const { ask, rpc } = this;
    const localHashOf = (txId: string): Promise<string | undefined> => rpc.localHashOf(`0x${txId}`);
    return broadcastHex({ ask, head: () => rpc.newest(), blockAt: (number) => rpc.blockAt(number), localHashOf }, txHex);
  }

  /** `undefined` for what the stand-in does not offer. */
  private async answerHttp(operation: string, solid: boolean, body: string): Promise<unknown> {
    const newest = solid ? await this.rpc.solid() : await this.rpc.head();
    // As above; an empty body asks for nothing in particular.
    const question = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
    if (operation === 'broadcasthex' && !solid) return this.broadcast(String(question['transaction']));
    if (operation === 'triggerconstantcontract') return constantCall(this.ask, question, newest);
    const { num } = question;
    const number = operation === 'getnowblock' ? newest : typeof num === 'number' ? num : 0;
    if (operation === 'getchainparameters')
      return {
        chainParameter: [
          { key: 'getTransactionFee', value: 1000 },
          { key: 'getEnergyFee', value: 100 },
        ],
      };
    if (!['getnowblock', 'getblockbynum', 'gettransactioninfobyblocknum'].includes(operation)) return undefined;
    const block = number > newest ? undefined : await this.rpc.blockAt(number);
    if (operation !== 'gettransactioninfobyblocknum') return block === undefined ? {} : httpBlockAnswer(block);
    if (block === undefined) return [];
    return (await this.rpc.localReceipts(block)).map((receipt) => transactionInfoAnswer(receipt, block));
  }
}

function envelope(id: unknown, outcome: object): object {
  return { jsonrpc: '2.0', id, ...outcome };
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    // A request without an encoding gives its body in buffers.
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > bodyMax) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, answer: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(answer === undefined ? '' : JSON.stringify(answer));
}
