import { CookieJar } from './cookie-jar.ts';
import { errorOf, ImprestError, ownError } from './imprest-error.ts';
import { abortReason, backOffMs, pause } from './pause.ts';

export interface ImprestOptions {
  /** Where the server is, such as `https://credits.example.com`. In a browser it may be left out: the page's own server. */
  readonly baseUrl?: string;
  /** `imp_sk_…`. Left out, the session of `auth.signIn` counts: in a browser its cookies, elsewhere cookies kept in memory. */
  readonly apiKey?: string;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** How often a safe request is repeated when the network or the server is away; 4 when left out. */
  readonly retriesMax?: number;
  /** How long one try may take until its answer begins; 30 000 when left out. */
  readonly timeoutMs?: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** For requests that move money. */
export interface IdempotentOptions extends CallOptions {
  /** 1 to 128 visible ASCII characters; a new one for each call when left out. Keep it to repeat a call after a crash. */
  readonly idempotencyKey?: string;
}

/** How a request that moves money is sent: with the caller's key, or one of its own. */
export function idempotent({ signal, idempotencyKey = newIdempotencyKey() }: IdempotentOptions): IdempotentOptions {
  return { idempotencyKey, ...(signal === undefined ? {} : { signal }) };
}

interface Sent extends CallOptions {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly idempotencyKey?: string;
  /** What the server may take for it at least, where that can be longer than for others. */
  readonly takesMs?: number;
}

type Method = 'GET' | 'POST' | 'DELETE';

/** Statuses after which the same request may succeed. */
const passing = new Set([429, 502, 503, 504]);
/** Asked to wait longer, the caller had better know. */
const retryAfterMaxMs = 30_000;

/** Sends requests: where to, as whom, and again when that is safe. */
export class Transport {
  readonly #baseUrl: string;
  readonly #apiKey: string | undefined;
  readonly #fetch: typeof globalThis.fetch;
  readonly #retriesMax: number;
  readonly #timeoutMs: number;
  readonly #jar: CookieJar | undefined;

  constructor({ baseUrl = '', apiKey, fetch, retriesMax = 4, timeoutMs = 30_000 }: ImprestOptions) {
    this.#baseUrl = baseUrl.replace(/\/+$/u, '');
    this.#apiKey = apiKey;
    this.#fetch = fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#retriesMax = retriesMax;
    this.#timeoutMs = timeoutMs;
    this.#jar = 'document' in globalThis ? undefined : new CookieJar();
  }

  /** The answer as JSON; `undefined` where it has no body. */
  async json<T>(method: Method, path: string, sent: Sent = {}): Promise<T> {
    const answer = await this.#send(method, path, sent);
    // The types are generated from the document of the server that answers.
    if (answer.status === 204) return undefined as T;
    return (await answer.json()) as T;
  }

  async bytes(path: string, sent: CallOptions = {}): Promise<Uint8Array> {
    const answer = await this.#send('GET', path, sent);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** One try without a time limit, for a stream that stays open. */
  async open(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    const answer = await this.#try('GET', path, { headers, signal });
    if (!answer.ok) throw await errorOf(answer);
    return answer;
  }

  /** A text of any length as it comes. To stop reading lets go of the connection. */
  async *text(path: string, query: Sent['query'], { signal }: CallOptions): AsyncGenerator<string, void, undefined> {
    const leaving = new AbortController();
    try {
      const both = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
      const { body } = await this.open(`${path}${queryText(query)}`, { accept: '*/*' }, both);
      if (body === null) return;
      const reader = body.getReader();
      const decoder = new TextDecoder();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        // The stream of an answer gives bytes; its type leaves that open in Node.
        yield decoder.decode(piece.value as Uint8Array, { stream: true });
      }
      yield decoder.decode();
    } finally {
      leaving.abort();
    }
  }

  async #send(method: Method, path: string, sent: Sent): Promise<Response> {
    const safe = method !== 'POST' || sent.idempotencyKey !== undefined;
    for (let tries = 0; ; tries += 1) {
      const result = await this.#answerOrError(method, path, sent);
      if (!(result instanceof ImprestError)) return result;
      const waitMs = safe && tries < this.#retriesMax ? waitBefore(result, tries) : undefined;
      if (waitMs === undefined) throw result;
      await pause(waitMs, sent.signal);
    }
  }

  async #answerOrError(method: Method, path: string, sent: Sent): Promise<Response | ImprestError> {
    const timeoutMs = Math.max(this.#timeoutMs, sent.takesMs ?? 0);
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = sent.signal === undefined ? timeout : AbortSignal.any([sent.signal, timeout]);
    try {
      const answer = await this.#try(method, path, { ...sent, signal });
      return answer.ok ? answer : retryAfterOf(await errorOf(answer), answer);
    } catch (error) {
      if (sent.signal?.aborted === true) throw abortReason(sent.signal);
      const detail = timeout.aborted
        ? `No answer came within ${String(timeoutMs / 1000)} seconds.`
        : 'The server cannot be reached. Check the address and the network.';
      return ownError('network_error', 'No answer', detail, 'same_key', { cause: error });
    }
  }

  async #try(method: Method, path: string, { query, body, headers = {}, idempotencyKey, signal }: Sent): Promise<Response> {
    const cookie = this.#apiKey === undefined ? this.#jar?.header() : undefined;
    const all: Record<string, string> = {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(this.#apiKey === undefined ? {} : { authorization: `Bearer ${this.#apiKey}` }),
      // A session may change things from its own site only; a browser says by itself where it is.
      ...(cookie === undefined ? {} : { cookie, origin: new URL(this.#baseUrl).origin }),
      ...headers,
    };
    const init = { method, headers: all, ...(signal === undefined ? {} : { signal }) };
    const url = `${this.#baseUrl}${path}${queryText(query)}`;
    const answer = await this.#fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
    this.#jar?.keep(answer.headers);
    return answer;
  }
}

function queryText(query: Sent['query']): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) params.set(name, String(value));
  return params.size === 0 ? '' : `?${params.toString()}`;
}

const retryAfters = new WeakMap<ImprestError, number>();

function retryAfterOf(error: ImprestError, answer: Response): ImprestError {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(seconds)) retryAfters.set(error, seconds * 1000);
  return error;
}

/** How long to wait before trying again; `undefined` where that would not help. */
function waitBefore(error: ImprestError, tries: number): number | undefined {
  if (error.status !== 0 && (!passing.has(error.status) || error.retry === 'never')) return undefined;
  const asked = retryAfters.get(error) ?? 0;
  return asked > retryAfterMaxMs ? undefined : Math.max(asked, backOffMs(tries));
}

/** A key for one call: the same through all its repetitions. */
function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
