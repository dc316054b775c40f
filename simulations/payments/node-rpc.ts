import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/** What a node answered: the envelope of JSON-RPC, with a result or an error. */
export interface Envelope {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Asks a node on this machine one question. It is no part of the server: what a scenario does and what is checked comes this way. */
export async function askNode(port: number, method: string, params: readonly unknown[] = []): Promise<Envelope> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  // anvil answers nothing else.
  return JSON.parse(await post(port, body)) as Envelope;
}

/** Like `askNode`, but an error is thrown. */
export async function rpc(port: number, method: string, params: readonly unknown[] = []): Promise<unknown> {
  const { result, error } = await askNode(port, method, params);
  if (error !== undefined) throw new Error(`${method}: ${error.message}`);
  return result;
}

function post(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = request({ host: '127.0.0.1', port, method: 'POST', path: '/', headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks).toString()));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
