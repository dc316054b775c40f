/** An in-memory stand-in for the HTTP API, for looking at the screen without a server. It keeps no money and is never shipped. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { Generation, GenerationRequest, Image, Invoice, InvoiceStatus, QuoteRequest } from '../src/api/sdk.ts';
import { ago, ahead, entries, generations, grants, image, invoice, NETWORKS, PACKS, PRICE_BOOK } from './fake-data.ts';
import { fakePicture } from './fake-pictures.ts';

const DIST = join(import.meta.dirname, '../dist');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.woff': 'font/woff' };
/** As strict as the real server's, so that what a policy forbids is seen at once. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALL: InvoiceStatus[] = ['open', 'confirming', 'paid', 'underpaid', 'overpaid', 'late', 'expired', 'canceled'];

/** The state of a fake; a script may change it at any time. */
export interface Fake {
  url: string;
  signedIn: boolean;
  available: number;
  held: number;
  isEmpty: boolean;
  /** answers everything with 503 */
  isDown: boolean;
  /** never answers lists, so that skeletons can be seen */
  isSlow: boolean;
  stepMs: number;
  generations: Generation[];
  invoices: Map<string, Invoice>;
  emit: (topic: string, payload: unknown) => void;
  dropStreams: () => void;
  close: () => void;
}

export async function startFake(port = 0): Promise<Fake> {
  const streams = new Set<ServerResponse>();
  let eventId = 0;
  const keys: { id: string; name: string; prefix: string; createdAt: string; lastUsedAt: string | null; revokedAt: string | null }[] = [
    { id: 'key_1', name: 'Night script', prefix: 'imp_sk_7fA2', createdAt: ago(9e8), lastUsedAt: ago(3e7), revokedAt: null },
    { id: 'key_2', name: 'Old laptop', prefix: 'imp_sk_c01d', createdAt: ago(9e9), lastUsedAt: null, revokedAt: ago(5e8) },
  ];
  const fake: Fake = {
    url: '',
    signedIn: true,
    available: 1184,
    held: 4,
    isEmpty: false,
    isDown: false,
    isSlow: false,
    stepMs: 60,
    generations: generations(),
    invoices: new Map(ALL.map((status) => [`inv_${status}`, invoice(status)])),
    emit: (topic, payload) => {
      eventId += 1;
      for (const stream of streams) stream.write(`${topic === 'generation.progress' ? '' : `id: ${eventId}\n`}event: ${topic}\ndata: ${JSON.stringify(payload)}\n\n`);
    },
    dropStreams: () => streams.forEach((stream) => stream.destroy()),
    close: () => server.close(),
  };

  const quoteOf = (request: QuoteRequest) => {
    const factor = Number(PRICE_BOOK.models.find((model) => model.id === request.model)?.factor ?? '1');
    const one = ((request.width * request.height) / 262_144) * ((request.steps ?? 50) / 50);
    const total = Number((one * factor * request.images).toFixed(6));
    const text = (n: number) => String(Number(n.toFixed(6)));
    return {
      id: `quote_${Date.now()}`,
      request,
      lines: [
        { label: `${request.width} × ${request.height}, ${request.steps} steps`, detail: request.images > 1 ? `${request.images} pictures` : null, factor: null, amount: text(one * request.images) },
        ...(factor === 1 ? [] : [{ label: 'Model', detail: request.model, factor: text(factor), amount: text(total - one * request.images) }]),
      ],
      total: text(total),
      qualifier: 'exact',
      congestion: '1',
      priceBook: { id: PRICE_BOOK.id, version: 1, hash: PRICE_BOOK.hash },
      available: text(fake.available),
      availableAfter: text(fake.available - total),
      affordable: fake.available >= total,
      warnings: total > 60 ? [{ code: 'expensive', detail: 'This costs more than 60 credits. Try one picture first.' }] : [],
      createdAt: ago(0),
      expiresAt: ahead(300_000),
    };
  };

  const run = async (one: Generation) => {
    const wait = () => new Promise((resolve) => setTimeout(resolve, fake.stepMs));
    await wait();
    one.status = 'running';
    one.startedAt = ago(0);
    fake.emit('generation.changed', { generationId: one.id, status: one.status });
    for (let index = 0; index < one.imagesRequested && one.status === 'running'; index += 1) {
      for (let step = 1; step <= 10; step += 1) {
        await wait();
        const svg = fakePicture(one.request.seed + index, 64, Math.round((64 * one.request.height) / one.request.width));
        const preview = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
        fake.emit('generation.progress', { generationId: one.id, imageIndex: index, step, steps: 10, fraction: step / 10, preview });
      }
      if (one.status !== 'running') break;
      one.images = [...one.images, image(one, index)];
      const cost = Number(one.quoted) / one.imagesRequested;
      one.charged = String(Number(one.charged) + cost);
      fake.held -= cost;
      fake.emit('image.created', { imageId: one.images.at(-1)?.id, generationId: one.id, index });
      fake.emit('entry.booked', { balance: String(fake.available + fake.held), held: String(fake.held), available: String(fake.available) });
    }
    if (one.status === 'running') one.status = 'succeeded';
    fake.emit('generation.changed', { generationId: one.id, status: one.status });
  };

  const confirm = async (id: string) => {
    const one = fake.invoices.get(id);
    if (one === undefined) return;
    for (let n = 0; n <= 12; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const next = invoice(n < 12 ? 'confirming' : 'paid', id);
      for (const deposit of next.deposits) deposit.confirmations = n;
      fake.invoices.set(id, next);
      fake.emit('deposit.changed', { depositId: 'dep_1', invoiceId: id, status: 'confirming', confirmations: n });
    }
    fake.available += 660;
    fake.emit('entry.booked', { balance: String(fake.available), held: '0', available: String(fake.available) });
  };

  const images = (): Image[] => fake.generations.flatMap((one) => one.images);
  const page = <T>(data: T[], url: URL) => {
    const from = Number(url.searchParams.get('cursor') ?? '0');
    const limit = Number(url.searchParams.get('limit') ?? '25');
    const list = fake.isEmpty ? [] : data;
    return { data: list.slice(from, from + limit), nextCursor: from + limit < list.length ? String(from + limit) : null };
  };
  const me = { userId: 'user_1', email: 'demo@imprest.example', name: 'Ada Demo', role: 'customer', accountId: 'acct_01J9ZK3V7R', sandbox: true };
  const problem = (status: number, code: string, detail: string) => ({ status, body: { type: `/docs/errors/${code}`, title: code, status, detail, instance: '', code, retry: 'never' } });

  const answer = async (method: string, url: URL, body: unknown): Promise<{ status: number; body: unknown } | undefined> => {
    const [, , room = '', id = '', action = ''] = url.pathname.split('/');
    const ok = (value: unknown, status = 200) => ({ status, body: value });
    if (fake.isDown) return problem(503, 'unavailable', 'The database is being started.');
    if (room === 'sandbox') return ok({ sandbox: true, demo: [{ email: 'demo@imprest.example', password: 'demo-customer', role: 'customer' }, { email: 'operator@imprest.example', password: 'demo-operator', role: 'operator' }] });
    if (room === 'auth') {
      if (id === 'sign-out') {
        fake.signedIn = false;
        return ok(undefined, 204);
      }
      if ((body as { password: string }).password === 'wrong') return problem(401, 'wrong_credentials', 'E-mail and password do not belong together. Check both and try again.');
      fake.signedIn = true;
      return ok(me);
    }
    if (!fake.signedIn) return problem(401, 'not_signed_in', 'Sign in first.');
    if (fake.isSlow && room !== 'me') await new Promise((resolve) => setTimeout(resolve, 60_000));
    switch (`${method} ${room}`) {
      case 'GET me':
        return ok(me);
      case 'GET health':
        return ok({ status: 'ok' });
      case 'GET balance':
        return ok({ accountId: 'acct_1', balance: String(fake.available + fake.held), held: fake.isEmpty ? '0' : String(fake.held), available: fake.isEmpty ? '0' : String(fake.available), asOf: ago(0) });
      case 'GET grants':
        return ok(page(grants(), url));
      case 'GET statement':
        return ok(page([...entries(), ...entries().map((one) => ({ ...one, id: `${one.id}b`, at: new Date(Date.parse(one.at) - 4 * 86_400_000).toISOString() }))], url));
      case 'GET price-books':
        return ok(PRICE_BOOK);
      case 'POST quotes':
        return ok(quoteOf(body as QuoteRequest), 201);
      case 'GET packs':
        return ok({ data: PACKS, nextCursor: null });
      case 'GET networks':
        return ok({ data: NETWORKS, nextCursor: null });
      case 'GET engines':
        return ok({ data: [{ id: 'procedural', title: 'Procedural', description: '', procedural: true, operations: ['generate'], models: [] }], nextCursor: null });
      case 'GET api-keys':
        return ok(page(keys, url));
      case 'POST api-keys': {
        const key = { id: `key_${keys.length + 1}`, name: (body as { name: string }).name, prefix: 'imp_sk_9Qx1', createdAt: ago(0), lastUsedAt: null, revokedAt: null };
        keys.unshift(key);
        return ok({ ...key, secret: 'imp_sk_9Qx1mV3kT7bYc2ZpL8sWn4RfHd6GjKqA' }, 201);
      }
      case 'DELETE api-keys': {
        const key = keys.find((one) => one.id === id);
        if (key !== undefined) key.revokedAt = ago(0);
        return ok(undefined, 204);
      }
      case 'POST invoices': {
        if (action === 'test-payments') {
          void confirm(id);
          return ok({ txHash: '0x1', amountUsdt: '54' }, 201);
        }
        const made = invoice('open', `inv_${Date.now()}`);
        fake.invoices.set(made.id, made);
        return ok(made, 201);
      }
      case 'GET invoices': {
        const found = fake.invoices.get(id);
        return id === '' ? ok(page([...fake.invoices.values()], url)) : found === undefined ? problem(404, 'unknown_invoice', 'There is no such invoice in your account.') : ok(found);
      }
      case 'POST generations': {
        if (action === 'cancel') {
          const one = fake.generations.find((other) => other.id === id);
          if (one !== undefined) one.status = 'canceled';
          fake.emit('generation.changed', { generationId: id, status: 'canceled' });
          return ok(one);
        }
        const request = body as GenerationRequest;
        const total = quoteOf({ ...request, negativePrompt: false }).total;
        fake.available -= Number(total);
        fake.held += Number(total);
        const one: Generation = { ...(generations()[0] as Generation), id: `gen_${Date.now()}`, status: 'queued', request: { ...request, seed: request.seed ?? Date.now() % 100_000 }, quoted: total, charged: '0', images: [], imagesRequested: request.images, createdAt: ago(0), startedAt: null, finishedAt: null };
        fake.generations.unshift(one);
        void run(one);
        return ok({ ...one }, 201);
      }
      case 'GET generations':
        return ok(page(fake.generations, url));
      case 'GET images': {
        const found = images().find((one) => one.id === id);
        return id === '' ? ok(page(images(), url)) : found === undefined ? problem(404, 'unknown_image', 'There is no such picture in your gallery.') : ok(found);
      }
      default:
        return undefined;
    }
  };

  const serveFile = async (path: string, response: ServerResponse) => {
    const file = extname(path) === '' ? '/index.html' : path;
    const bytes = await readFile(join(DIST, file)).catch(() => undefined);
    response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'content-security-policy': POLICY });
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
    const found = picture === null ? undefined : images().find((one) => one.id === picture[1]);
    if (found !== undefined) {
      response.writeHead(200, { 'content-type': 'image/svg+xml' });
      response.end(fakePicture(found.seed, found.width, found.height));
      return;
    }
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const result = (await answer(request.method ?? 'GET', url, text === '' ? undefined : JSON.parse(text))) ?? problem(404, 'not_found', 'There is no such operation.');
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
