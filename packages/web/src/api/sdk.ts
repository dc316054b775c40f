// Temporary: the same surface as the class Imprest of @imprest/sdk; replaced by it when it lands.
import type * as W from './wire.ts';
export type * from './wire.ts';

async function call<T>(method: string, path: string, body?: unknown, key?: string, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  const answer = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body), signal: signal ?? null });
  if (answer.status === 204) return undefined as T;
  const json: unknown = await answer.json();
  if (!answer.ok) throw Object.assign(new Error('problem'), { problem: json, status: answer.status });
  return json as T;
}
type Paging = { cursor?: string; limit?: number };
const page = (p?: Paging) => {
  const q = new URLSearchParams();
  if (p?.cursor) q.set('cursor', p.cursor);
  if (p?.limit) q.set('limit', String(p.limit));
  return q.size ? `?${q}` : '';
};
export interface LiveEvent { id: string | null; topic: string; payload: Record<string, unknown> }
async function* stream(o: { lastEventId?: string; signal?: AbortSignal }): AsyncGenerator<LiveEvent> {
  const answer = await fetch('/v1/events', { headers: o.lastEventId ? { 'last-event-id': o.lastEventId } : {}, signal: o.signal ?? null });
  if (!answer.ok || !answer.body) throw Object.assign(new Error('problem'), { status: answer.status });
  let text = '';
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
      const block = text.slice(0, at);
      text = text.slice(at + 2);
      const f = new Map(block.split('\n').map((l) => [l.slice(0, l.indexOf(':')), l.slice(l.indexOf(':') + 1).trim()]));
      if (f.get('event')) yield { id: f.get('id') ?? null, topic: f.get('event') ?? '', payload: JSON.parse(f.get('data') ?? '{}') as Record<string, unknown> };
    }
  }
}
type Key = { idempotencyKey: string };
export const sdk = {
  auth: {
    signUp: (b: { email: string; password: string; name: string }) => call<W.Me>('POST', '/v1/auth/sign-up', b),
    signIn: (b: { email: string; password: string }) => call<W.Me>('POST', '/v1/auth/sign-in', b),
    signOut: () => call<void>('POST', '/v1/auth/sign-out'),
    me: () => call<W.Me>('GET', '/v1/me'),
  },
  sandbox: { get: () => call<{ sandbox: boolean; demo: { email: string; password: string; role: 'customer' | 'operator' }[] }>('GET', '/v1/sandbox') },
  apiKeys: {
    create: (b: { name: string }) => call<W.CreatedApiKey>('POST', '/v1/api-keys', b),
    list: (p?: Paging) => call<W.Page<W.ApiKey>>('GET', `/v1/api-keys${page(p)}`),
    revoke: (id: string) => call<void>('DELETE', `/v1/api-keys/${id}`),
  },
  balance: { get: () => call<W.Balance>('GET', '/v1/balance') },
  grants: { list: (p?: Paging) => call<W.Page<W.Grant>>('GET', `/v1/grants${page(p)}`) },
  statement: { list: (p?: Paging) => call<W.Page<W.Entry>>('GET', `/v1/statement${page(p)}`) },
  priceBooks: { current: () => call<W.PriceBook>('GET', '/v1/price-books/current') },
  quotes: { create: (b: W.QuoteRequest) => call<W.Quote>('POST', '/v1/quotes', b) },
  packs: { list: () => call<W.Page<W.Pack>>('GET', '/v1/packs') },
  networks: { list: () => call<W.Page<W.Network>>('GET', '/v1/networks') },
  invoices: {
    create: (b: { packId: string; network: string }, o: Key) => call<W.Invoice>('POST', '/v1/invoices', b, o.idempotencyKey),
    list: (p?: Paging) => call<W.Page<W.Invoice>>('GET', `/v1/invoices${page(p)}`),
    get: (id: string) => call<W.Invoice>('GET', `/v1/invoices/${id}`),
    pay: (id: string, b: { amountUsdt?: string }, o: Key) => call<{ txHash: string; amountUsdt: string }>('POST', `/v1/invoices/${id}/test-payments`, b, o.idempotencyKey),
  },
  engines: { list: () => call<W.Page<W.Engine>>('GET', '/v1/engines') },
  generations: {
    create: (b: W.GenerationRequest & { quoteId?: string }, o: Key) => call<W.Generation>('POST', '/v1/generations', b, o.idempotencyKey),
    list: (p?: Paging) => call<W.Page<W.Generation>>('GET', `/v1/generations${page(p)}`),
    get: (id: string) => call<W.Generation>('GET', `/v1/generations/${id}`),
    cancel: (id: string) => call<W.Generation>('POST', `/v1/generations/${id}/cancel`),
  },
  images: {
    list: (p?: Paging) => call<W.Page<W.Image>>('GET', `/v1/images${page(p)}`),
    get: (id: string) => call<W.Image>('GET', `/v1/images/${id}`),
  },
  events: { stream },
  health: { get: () => call<{ status: string }>('GET', '/v1/health') },
};
