import { explainError, explainGarbled, explainStatus, type Refusal } from './explain-refusal.ts';
import { machineTime, type MachineTime } from './machine-time.ts';
import { MalformedAnswer, NodeRefusal } from './node-refusal.ts';
import { Pace } from './pace.ts';

export interface NodeClientOptions {
  /** The provider's address, with its access key when it has one there; a function where it can change. */
  readonly url: string | (() => string);
  /** Whose node it is, for the sentences: `Ethereum`, `Tron`. */
  readonly network: string;
  /** What follows the address for JSON-RPC, such as `/jsonrpc`; nothing by default. `post` and `get` have paths of their own. */
  readonly jsonRpcPath?: string;
  /** Sent along with each request, such as an access key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How many requests the provider allows; without one there is no limit. */
  readonly requestsPerSecond?: number | undefined;
  /** How long one answer may take, to its last byte; 10 s by default. */
  readonly timeoutMs?: number | undefined;
  /** How long an answer may be; 32 MiB by default. */
  readonly answerBytesMax?: number;
  readonly time?: MachineTime | undefined;
}

const timeoutMs = 10_000;
const answerBytesMax = 32 * 2 ** 20;
/** Faster than any provider, so that the pace of a node of one's own is its answers. */
const unlimitedPerSecond = 1_000_000;

interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

/**
 * One provider of a chain, asked at its own pace. Every failure becomes a `NodeRefusal` with a sentence for the operator. Nothing
 * is repeated here and nothing is kept: whoever reads the chain decides whether to ask again, and whom.
 */
export class NodeClient {
  private readonly options: NodeClientOptions;
  private readonly pace: Pace;
  private asked = 0;

  constructor(options: NodeClientOptions) {
    this.options = options;
    this.pace = new Pace(options.requestsPerSecond ?? unlimitedPerSecond, options.time ?? machineTime);
  }

  /** For messages. URLs of hosted nodes hold the access key, so it is the host alone. */
  get name(): string {
    return this.url.host;
  }

  /** How many requests were sent. */
  get requests(): number {
    return this.asked;
  }

  /** How much longer the provider wants us to stay away; 0 when it does not. Until then nothing is sent. */
  get awayMs(): number {
    return this.pace.awayMs;
  }

  /**
   * Gives the `result` of a JSON-RPC call, as `read` understands it. What `read` throws as `MalformedAnswer` gets the node and the
   * method into its sentence.
   */
  async ask(method: string, params?: readonly unknown[]): Promise<unknown>;
  async ask<Result>(method: string, params: readonly unknown[], read: (result: unknown) => Result): Promise<Result>;
  async ask(method: string, params: readonly unknown[] = [], read: (result: unknown) => unknown = (result) => result): Promise<unknown> {
    const question = JSON.stringify({ jsonrpc: '2.0', id: (this.asked += 1), method, params });
    const answer = await this.fetch('POST', this.options.jsonRpcPath ?? '', question, method);
    const envelope = this.parse(answer, method);
    if (typeof envelope !== 'object' || envelope === null) throw this.garbled(method, answer);
    if ('error' in envelope && envelope.error !== null) {
      throw this.refusal(method, explainError(envelope.error, answer.retryAfter, answer.body, Date.now()));
    }
    if (!('result' in envelope)) throw this.garbled(method, answer);
    return this.understand(method, envelope.result, read);
  }

  /** Sends plain JSON to a path below the address and gives the JSON that comes back, as `read` understands it. */
  async post<Result>(path: string, body: unknown, read: (answer: unknown) => Result): Promise<Result> {
    this.asked += 1;
    return this.understand(path, this.parse(await this.fetch('POST', path, JSON.stringify(body), path), path), read);
  }

  /** As `post`, without sending anything. */
  async get<Result>(path: string, read: (answer: unknown) => Result): Promise<Result> {
    this.asked += 1;
    return this.understand(path, this.parse(await this.fetch('GET', path, undefined, path), path), read);
  }

  private get url(): URL {
    const { url } = this.options;
    return new URL(typeof url === 'string' ? url : url());
  }

  private understand<Result>(what: string, answer: unknown, read: (answer: unknown) => Result): Result {
    try {
      return read(answer);
    } catch (error) {
      if (!(error instanceof MalformedAnswer)) throw error;
      throw this.refusal(what, { kind: 'garbled', reason: `its answer is malformed (${error.what}); it may be limiting our requests` });
    }
  }

  private parse(answer: HttpAnswer, what: string): unknown {
    let value: unknown;
    try {
      value = JSON.parse(answer.body);
    } catch {
      throw this.garbled(what, answer);
    }
    // java-tron limits requests with HTTP 200 and this member alone, also below `/wallet`.
    if (typeof value === 'object' && value !== null && 'Error' in value) throw this.garbled(what, answer);
    return value;
  }

  private garbled(what: string, answer: HttpAnswer): NodeRefusal {
    return this.refusal(what, explainGarbled(answer.body, answer.retryAfter, Date.now()));
  }

  private async fetch(method: 'GET' | 'POST', path: string, body: string | undefined, what: string): Promise<HttpAnswer> {
    if (this.pace.awayMs > 0) {
      const seconds = Math.ceil(this.pace.awayMs / 1000);
      throw this.refusal(what, { kind: 'limited', reason: `it wants no requests for ${String(seconds)} s more`, awayMs: this.pace.awayMs });
    }
    await this.pace.turn();
    let answer: HttpAnswer | 'too_large';
    try {
      answer = await this.send(method, path, body);
    } catch (error) {
      throw this.refusal(what, whyNotReached(error, this.options.timeoutMs ?? timeoutMs), error);
    }
    if (answer === 'too_large') throw this.refusal(what, { kind: 'too_large', reason: 'its answer is longer than we take' });
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw this.refusal(what, explainStatus(answer.status, answer.retryAfter, answer.body, Date.now()));
  }

  private async send(method: 'GET' | 'POST', path: string, body: string | undefined): Promise<HttpAnswer | 'too_large'> {
    const { url } = this;
    if (path !== '') url.pathname = `${url.pathname.replace(/\/$/u, '')}${path}`;
    // A name and a password in the address go into a header: fetch refuses them where they are.
    const { username, password } = url;
    url.username = '';
    url.password = '';
    const response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(username === '' ? {} : { authorization: `Basic ${btoa(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)}` }),
        ...this.options.headers,
      },
      ...(body === undefined ? {} : { body }),
      // Whoever sends us elsewhere is not the provider that the operator chose.
      redirect: 'manual',
      signal: AbortSignal.timeout(this.options.timeoutMs ?? timeoutMs),
    });
    const text = await readBody(response, this.options.answerBytesMax ?? answerBytesMax);
    return text === undefined ? 'too_large' : { status: response.status, retryAfter: response.headers.get('retry-after'), body: text };
  }

  private refusal(what: string, why: Refusal, cause?: unknown): NodeRefusal {
    if (why.kind === 'limited' && why.awayMs !== undefined) this.pace.stayAway(why.awayMs);
    const message = `The ${this.options.network} node at ${this.name} did not answer ${what}: ${this.withoutKeys(why.reason)}.`;
    return new NodeRefusal(message, { ...why, cause });
  }

  /** Errors of providers like to repeat the address or the key. */
  private withoutKeys(text: string): string {
    const { url } = this;
    const secrets = [
      url.username,
      url.password,
      ...url.pathname.split('/'),
      ...url.searchParams.values(),
      ...Object.values(this.options.headers ?? {}),
    ];
    return secrets.filter((secret) => secret.length >= 6).reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
  }
}

async function readBody(response: Response, bytesMax: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // The types leave open what a stream of the web carries; a body carries bytes.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (bytes > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString();
}

function whyNotReached(error: unknown, limitMs: number): Refusal {
  if (!(error instanceof Error)) return { kind: 'unreachable', reason: 'no connection' };
  if (error.name === 'TimeoutError') return { kind: 'late', reason: `no answer within ${String(limitMs / 1000)} s` };
  for (let each: unknown = error.cause; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return { kind: 'unreachable', reason: `no connection (${each.code})` };
  }
  return { kind: 'unreachable', reason: 'the connection broke' };
}
