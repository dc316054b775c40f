import { createClient, http, type Client } from 'viem';
import { ChainTrouble } from '../chain-errors.ts';

/** One node, asked one question at a time. Every failure becomes a `ChainTrouble` with a sentence for the operator. */
export class NodeClient {
  private readonly urlNow: () => string;
  private readonly timeoutMs: number;
  private connected: { readonly url: string; readonly client: Client } | undefined;

  constructor(url: string | (() => string), timeoutMs: number) {
    this.urlNow = typeof url === 'string' ? () => url : url;
    this.timeoutMs = timeoutMs;
  }

  /** For messages. URLs of hosted nodes carry the access key in their path, so it is the host alone. */
  private get name(): string {
    return new URL(this.urlNow()).host;
  }

  private get client(): Client {
    const url = this.urlNow();
    if (this.connected?.url !== url) {
      // No retries and no batching here: the follower decides when to ask again, and a read never mixes two nodes.
      this.connected = { url, client: createClient({ transport: http(url, { retryCount: 0, timeout: this.timeoutMs }), cacheTime: 0 }) };
    }
    return this.connected.client;
  }

  /** Gives the `result` of a call as it came; the caller must check its form. */
  async ask(method: string, params: readonly unknown[] = []): Promise<unknown> {
    const { client, name } = this;
    let result: unknown;
    try {
      // viem types each known method; the answers are checked here by hand, so the plain form is wanted.
      result = await (client.request as (call: { method: string; params: readonly unknown[] }) => Promise<unknown>)({ method, params });
    } catch (error) {
      throw new NodeRefusal(`The Ethereum node at ${name} did not answer ${method}: ${reasonOf(error)}.`, codeOf(error), { cause: error });
    }
    if (result === undefined) {
      throw new ChainTrouble(`The Ethereum node at ${name} answered ${method} without a result; it may be limiting our requests.`);
    }
    return result;
  }
}

/** The node answered with an error, or not at all. `code` is that of JSON-RPC where there was one. */
export class NodeRefusal extends ChainTrouble {
  readonly code: number | undefined;

  constructor(message: string, code: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  // Any object can be asked for members that it may not have.
  const { details, shortMessage, message } = error as { details?: unknown; shortMessage?: unknown; message?: unknown };
  const reason = [details, shortMessage, message].find((text): text is string => typeof text === 'string' && text !== '');
  return (reason ?? 'no reason given').split('\n')[0]?.slice(0, 200).replace(/\.$/u, '') ?? '';
}

function codeOf(error: unknown): number | undefined {
  for (let each: unknown = error, depth = 0; typeof each === 'object' && each !== null && depth < 5; depth += 1) {
    // As above.
    const { code, cause } = each as { code?: unknown; cause?: unknown };
    if (typeof code === 'number') return code;
    each = cause;
  }
  return undefined;
}
