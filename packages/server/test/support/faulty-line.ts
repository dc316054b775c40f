/**
 * A line between us and a node that can do all that providers do to their customers. For every test that needs a chain misbehaving:
 * `packages/server/test/support/faulty-line.ts`. Open one for each provider, give its `url` to the chain, and set `fault`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A question of JSON-RPC. */
export interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What comes instead of the node's answer: a body, a connection that breaks, or nothing for ever. */
export type Spoiled =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  | 'broken'
  | 'silent';

/** What a node may do to us. `undefined` passes the answer on. `ask` asks the node itself, for answers that are almost right. */
export type Fault = (call: Call, ask: () => Promise<unknown>) => Spoiled | undefined | Promise<Spoiled | undefined>;

/** A right answer of JSON-RPC with this result. */
export function answer(result: unknown): Spoiled {
  return { body: JSON.stringify({ jsonrpc: '2.0', id: 1, result }) };
}

/** An error of JSON-RPC. */
export function refusal(code: number, message: string): Spoiled {
  return { body: JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code, message } }) };
}

/** Whatever the question is. */
export const faults = {
  errorPage: () => ({ status: 503, body: '<html>busy</html>' }),
  tooManyRequests: () => ({ status: 429, body: '{"error":"slow down"}' }),
  noEnvelope: () => ({ body: '{"Error":"lack of computing resources"}' }),
  webPage: () => ({ body: '<!doctype html><title>Checking your browser</title>' }),
  cutOff: () => ({ body: '{"jsonrpc":"2.0","id":1,"result":{"numb' }),
  broken: () => 'broken',
  silent: () => 'silent',
} as const satisfies Readonly<Record<string, Fault>>;

/** Spoils the answers to one method only. */
export function only(method: string, fault: Fault): Fault {
  return (call, ask) => (call.method === method ? fault(call, ask) : undefined);
}

/** Changes the result of one method. */
export function changed(method: string, change: (result: unknown, call: Call) => unknown): Fault {
  return only(method, async (call, ask) => answer(change(await ask(), call)));
}

export class FaultyLine {
  fault: Fault = () => undefined;
  /** The methods that were asked, in their order. */
  readonly asked: string[] = [];
  private readonly target: () => string;
  private readonly server: Server;

  private constructor(target: () => string) {
    this.target = target;
    this.server = createServer((request, response) => {
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  /** `target` gives the address of the node. */
  static async open(target: () => string): Promise<FaultyLine> {
    const line = new FaultyLine(target);
    await new Promise<void>((done) => line.server.listen(0, '127.0.0.1', done));
    return line;
  }

  get url(): string {
    // Listening on a port gives an address of this form.
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    // A request gives its body in buffers.
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    // Our own client wrote it.
    const call = JSON.parse(body) as Call;
    this.asked.push(call.method);
    const spoiled = await this.fault(call, async () => {
      const { text } = await this.forward(body);
      return (JSON.parse(text) as { result: unknown }).result;
    });
    if (spoiled === 'silent') return;
    if (spoiled === 'broken') {
      response.destroy();
      return;
    }
    if (spoiled !== undefined) {
      response.writeHead(spoiled.status ?? 200, { 'content-type': 'application/json', ...spoiled.headers }).end(spoiled.body);
      return;
    }
    const { status, text } = await this.forward(body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  }

  private async forward(body: string): Promise<{ status: number; text: string }> {
    try {
      const got = await fetch(this.target(), { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      return { status: got.status, text: await got.text() };
    } catch (error) {
      return { status: 502, text: String(error) };
    }
  }
}
