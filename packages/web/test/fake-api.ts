/** An in-memory stand-in for the HTTP API, for looking at the screen without a server. It keeps no money and is never shipped. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { ApiKey, Generation, Invoice, InvoiceStatus } from '../src/api/sdk.ts';
import { answer, imagesOf, problem } from './fake-answers.ts';
import { ago, generations, invoice } from './fake-data.ts';
import { fakePicture } from './fake-pictures.ts';

const DIST = join(import.meta.dirname, '../dist');
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};
/** As strict as the real server's, so that what a policy forbids is seen at once. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALL: InvoiceStatus[] = ['open', 'confirming', 'paid', 'underpaid', 'overpaid', 'late', 'expired', 'canceled'];

/** The state of a fake; a script may change it at any time. */
export interface Fake {
  url: string;
  signedIn: boolean;
  available: number;
  held: number;
  isEmpty: boolean;
  isOperator: boolean;
  /** what the queue multiplies prices by */
  factor: string;
  /** answers everything with 503 */
  isDown: boolean;
  /** never answers lists, so that skeletons can be seen */
  isSlow: boolean;
  /** the draft of the price desk has a problem */
  isBookWrong: boolean;
  /** one of the networks is down */
  isChainDown: boolean;
  /** the desk answers with 503, while the rest goes on */
  isDeskDown: boolean;
  stepMs: number;
  keys: ApiKey[];
  generations: Generation[];
  invoices: Map<string, Invoice>;
  emit: (topic: string, payload: unknown) => void;
  dropStreams: () => void;
  close: () => void;
}

export async function startFake(port = 0): Promise<Fake> {
  const streams = new Set<ServerResponse>();
  let eventId = 0;
  const fake: Fake = {
    url: '',
    signedIn: true,
    available: 1184,
    held: 4,
    isEmpty: false,
    isOperator: false,
    factor: '1',
    isDown: false,
    isSlow: false,
    isBookWrong: false,
    isChainDown: false,
    isDeskDown: false,
    stepMs: 60,
    keys: [
      { id: 'key_1', name: 'Night script', prefix: 'imp_sk_7fA2', createdAt: ago(9e8), lastUsedAt: ago(3e7), revokedAt: null },
      { id: 'key_2', name: 'Old laptop', prefix: 'imp_sk_c01d', createdAt: ago(9e9), lastUsedAt: null, revokedAt: ago(5e8) },
    ],
    generations: generations(),
    invoices: new Map(ALL.map((status) => [`inv_${status}`, invoice(status)])),
    emit: (topic, payload) => {
      eventId += 1;
      for (const stream of streams)
        stream.write(`${topic === 'generation.progress' ? '' : `id: ${eventId}\n`}event: ${topic}\ndata: ${JSON.stringify(payload)}\n\n`);
    },
    dropStreams: () => streams.forEach((stream) => stream.destroy()),
    close: () => server.close(),
  };

  const serveFile = async (path: string, response: ServerResponse) => {
    const file = extname(path) === '' ? '/index.html' : path;
    const bytes = await readFile(join(DIST, file)).catch(() => undefined);
    response.writeHead(bytes === undefined ? 404 : 200, {
      'content-type': TYPES[extname(file)] ?? 'text/plain',
      'content-security-policy': POLICY,
    });
    response.end(bytes);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!url.pathname.startsWith('/v1/')) return serveFile(url.pathname, response);
    if (url.pathname === '/v1/events' && !fake.isDown && fake.signedIn) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': here\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    const picture = /^\/v1\/images\/([^/]+)\/(file|thumbnail)$/.exec(url.pathname);
    const found = picture === null ? undefined : imagesOf(fake).find((one) => one.id === picture[1]);
    if (found !== undefined) {
      response.writeHead(200, { 'content-type': 'image/svg+xml' });
      response.end(fakePicture(found.seed, found.width, found.height));
      return;
    }
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const result =
      (await answer(fake, request.method ?? 'GET', url, text === '' ? undefined : JSON.parse(text))) ??
      problem(404, 'not_found', 'There is no such operation.');
    response.writeHead(result.status, { 'content-type': result.status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(result.body === undefined ? undefined : JSON.stringify(result.body));
  };

  const server: Server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  fake.url = `http://127.0.0.1:${address.port}`;
  return fake;
}
