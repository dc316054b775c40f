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

/** One of several questions that are asked at once. */
export interface Question {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** The answers to several questions, in their order. */
export async function askNodeAtOnce(port: number, questions: readonly Question[]): Promise<readonly Envelope[]> {
  const body = JSON.stringify(questions.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params })));
  // anvil answers nothing else.
  const answers = JSON.parse(await post(port, body)) as readonly (Envelope & { readonly id: number })[];
  return answers.toSorted((a, b) => a.id - b.id);
}

/** What was answered; an error is thrown. */
export function resultOf(method: string, { result, error }: Envelope): unknown {
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
