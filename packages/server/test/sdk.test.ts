import { describe, expect, it } from 'vitest';
import { Imprest, ImprestError, type LiveEvent } from '@imprest/sdk';
import { testServer, type TestPerson } from './support/server.ts';

describe('the SDK', async () => {
  const server = await testServer();

  /** A `fetch` that fails as told before it really asks; `seen` is what was tried. */
  function unreliable(faults: readonly ('refuse' | 'lose-answer' | number)[]): { fetch: typeof fetch; seen: string[] } {
    const left = [...faults];
    const seen: string[] = [];
    return {
      seen,
      fetch: async (input, init) => {
        const key = new Headers(init?.headers).get('idempotency-key');
        seen.push(`${init?.method ?? 'GET'} ${key ?? '-'}`);
        const fault = left.shift();
        if (fault === 'refuse') throw new TypeError('fetch failed');
        if (typeof fault === 'number') return new Response('bad gateway', { status: fault, headers: { 'retry-after': '0' } });
        const answer = await fetch(input, init);
        if (fault !== 'lose-answer') return answer;
        await answer.arrayBuffer();
        throw new TypeError('the connection broke');
      },
    };
  }

  it('repeats what is safe to repeat, under one key, so that a lost answer buys nothing twice', async () => {
    const person = await server.customer();
    const { fetch, seen } = unreliable(['refuse', 502, 'lose-answer', 503]);
    const imprest = new Imprest({ baseUrl: server.url, apiKey: person.apiKey, fetch });
    const invoice = await imprest.invoices.create({ packId: 'credits-100', network: 'tron' });
    expect(new Set(seen).size).toBe(1);
    expect(seen).toHaveLength(5);
    expect((await person.client.invoices.list()).data.map(({ id }) => id)).toEqual([invoice.id]);
  });

  it('does not repeat what could happen twice', async () => {
    const person = await server.customer();
    const { fetch, seen } = unreliable(['lose-answer']);
    const imprest = new Imprest({ baseUrl: server.url, apiKey: person.apiKey, fetch });
    const quote = imprest.quotes.create({ operation: 'generate', model: 'standard', width: 512, height: 512, steps: 50, images: 1 });
    await expect(quote).rejects.toMatchObject({ code: 'network_error', status: 0, retry: 'same_key' });
    expect(seen).toHaveLength(1);
  });

  it('does not repeat what will be refused again, and gives up after its tries', async () => {
    const refused = unreliable([]);
    const stranger = new Imprest({ baseUrl: server.url, fetch: refused.fetch });
    await expect(stranger.balance.get()).rejects.toMatchObject({ code: 'not_signed_in' });
    expect(refused.seen).toHaveLength(1);
    const away = unreliable([503, 503, 503, 503]);
    await expect(new Imprest({ baseUrl: server.url, fetch: away.fetch, retriesMax: 2 }).packs.list()).rejects.toMatchObject({
      code: 'unexpected_answer',
      status: 503,
    });
    expect(away.seen).toHaveLength(3);
  });

  it('stops at once when the caller does', async () => {
    const { fetch } = unreliable(['refuse', 'refuse', 'refuse', 'refuse']);
    const imprest = new Imprest({ baseUrl: server.url, fetch });
    const stop = new AbortController();
    const asked = imprest.packs.list({ signal: stop.signal });
    stop.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('throws problems with everything that the server says', async () => {
    const { client } = await server.customer();
    const settings = { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 50, images: 1 } as const;
    const error: unknown = await client.generations.create({ ...settings, prompt: 'a lake' }).catch((each: unknown) => each);
    if (!(error instanceof ImprestError)) throw new Error('no ImprestError');
    expect(error).toMatchObject({ code: 'insufficient_credits', status: 402, retry: 'never' });
    expect(error.extras).toMatchObject({ required: '1', available: '0', topUpUrl: '/top-up' });
    expect(error.requestId).toMatch(/^req_/u);
    const wrong: unknown = await client.quotes.create({ ...settings, width: -1 }).catch((each: unknown) => each);
    expect(wrong).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ path: 'body.width' })]) });
  });

  it('keeps a session where there is no browser, and changes things with it', async () => {
    const imprest = new Imprest({ baseUrl: server.url });
    const me = await imprest.auth.signUp({ email: 'session@example.test', password: 'long enough it is', name: 'Session' });
    expect(me).toMatchObject({ role: 'customer', sandbox: true });
    const key = await imprest.apiKeys.create({ name: 'mine' });
    expect((await new Imprest({ baseUrl: server.url, apiKey: key.secret }).auth.me()).userId).toBe(me.userId);
    await imprest.apiKeys.revoke(key.id);
    await imprest.auth.signOut();
    await expect(imprest.balance.get()).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  it('goes through long lists page by page', async () => {
    const person = await server.customer(1n);
    for (let i = 0; i < 6; i += 1)
      await server.ledger.grant({ id: `g${String(i)}`, accountId: person.accountId, kind: 'bonus', amount: 1n });
    const numbers: number[] = [];
    for await (const { number } of person.client.statement.all({ limit: 3 })) numbers.push(number);
    expect(numbers).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  async function give(person: TestPerson, id: string): Promise<void> {
    await server.ledger.grant({ id, accountId: person.accountId, kind: 'bonus', amount: 1_000_000n });
  }

  /** A stream may begin some moments before it was asked for, and the account was opened just then. */
  function isOpening(event: LiveEvent): boolean {
    return event.topic === 'entry.booked' && event.payload.kind === 'open-account';
  }

  it('follows the events of an account, and of no other', async () => {
    const person = await server.customer();
    const other = await server.customer();
    const stop = new AbortController();
    const events: LiveEvent[] = [];
    const onConnection = (): void =>
      void give(other, 'theirs').then(
        () => give(person, 'mine'),
        () => stop.abort(),
      );
    for await (const event of person.client.events.stream({ signal: stop.signal, onConnection })) {
      if (isOpening(event)) continue;
      events.push(event);
      break;
    }
    expect(events).toEqual([
      { id: expect.any(String), topic: 'entry.booked', payload: expect.objectContaining({ kind: 'grant', balance: '1', available: '1' }) },
    ]);
  });

  it('calls a stream connected when the server does, and not when it has only answered', async () => {
    const states: string[] = [];
    const text = new TransformStream<string, string>();
    const fetched: typeof fetch = () => Promise.resolve(new Response(text.readable.pipeThrough(new TextEncoderStream())));
    const stream = new Imprest({ baseUrl: server.url, apiKey: 'any', fetch: fetched }).events.stream({
      reconnect: false,
      onConnection: (state) => states.push(state),
    });
    const writer = text.writable.getWriter();
    const event = (topic: string): string => `event: ${topic}\ndata: {}\n\n`;
    const next = stream.next();
    await writer.write('retry: 1000\n\n');
    await writer.write(event('balance.low'));
    expect((await next).value).toMatchObject({ topic: 'balance.low' });
    expect(states).toEqual([]);
    const after = stream.next();
    await writer.write(`: connected\n\n${event('grant.expiring')}`);
    expect((await after).value).toMatchObject({ topic: 'grant.expiring' });
    expect(states).toEqual(['connected']);
    await writer.close();
  });

  /** A client whose stream of events breaks when `breakOff` is called. */
  function breakable(person: TestPerson): { readonly imprest: Imprest; readonly breakOff: () => Promise<void> } {
    const connections: ReadableStreamDefaultReader<Uint8Array>[] = [];
    const fetched: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (typeof input !== 'string' || !input.endsWith('/v1/events') || answer.body === null) return answer;
      const reader = answer.body.getReader();
      connections.push(reader);
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await reader.read();
          if (done) controller.error(new Error('the connection broke'));
          // The stream of an answer gives bytes; its type leaves that open in Node.
          else controller.enqueue(value as Uint8Array);
        },
      });
      return new Response(body, answer);
    };
    const imprest = new Imprest({ baseUrl: server.url, apiKey: person.apiKey, fetch: fetched });
    return { imprest, breakOff: async () => await connections.at(-1)?.cancel() };
  }

  it('resumes after a broken connection without a gap and without a repetition', async () => {
    const person = await server.customer();
    const { imprest, breakOff } = breakable(person);
    const numbers: number[] = [];
    let connected = 0;
    const onConnection = (state: 'connected' | 'reconnecting'): void => {
      if (state === 'connected' && (connected += 1) === 1) void give(person, 'one').catch(() => undefined);
      // Booked while nobody listens.
      if (state === 'reconnecting') void give(person, `gap-${String(numbers.length)}`).catch(() => undefined);
    };
    for await (const event of imprest.events.stream({ onConnection })) {
      if (event.topic !== 'entry.booked' || isOpening(event)) continue;
      numbers.push(event.payload.number);
      if (numbers.length === 4) break;
      await breakOff();
    }
    expect(numbers).toEqual([2, 3, 4, 5]);
  });

  it('misses nothing when the connection breaks before the first event', async () => {
    const person = await server.customer();
    const { imprest, breakOff } = breakable(person);
    const numbers: number[] = [];
    let connected = 0;
    const onConnection = (state: 'connected' | 'reconnecting'): void => {
      if (state === 'connected' && (connected += 1) === 1) void breakOff().catch(() => undefined);
      // Booked while nobody listens.
      if (state === 'reconnecting') void give(person, `before-any-${String(connected)}`).catch(() => undefined);
    };
    const streamed = imprest.events.stream({ onConnection });
    for await (const event of streamed) {
      if (event.topic !== 'entry.booked' || isOpening(event)) continue;
      numbers.push(event.payload.number);
      break;
    }
    expect(numbers).toEqual([2]);
  });

  it('waits no longer than it is told', async () => {
    const person = await server.customer();
    const invoice = await person.client.invoices.create({ packId: 'credits-100', network: 'tron' });
    await expect(person.client.invoices.waitUntilPaid(invoice.id, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'wait_timeout' });
  });

  it('lets exactly one of fifty simultaneous generations through when there is money for one', async () => {
    const person = await server.customer(1_000_000n);
    const request = { operation: 'generate', prompt: 'a lake', model: 'standard', width: 512, height: 512, steps: 50, images: 1 } as const;
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => person.client.generations.create(request)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    for (const reason of refused) {
      expect(reason).toMatchObject({
        code: 'insufficient_credits',
        status: 402,
        extras: { required: '1', available: '0', topUpUrl: '/top-up' },
      });
    }
  });

  it('ends open streams when the server closes, and that does not take long', async () => {
    const person = await server.customer();
    let closing: Promise<void> | undefined;
    let startedMs = 0;
    const onConnection = (): void => {
      startedMs = performance.now();
      closing = server.http.close();
    };
    for await (const event of person.client.events.stream({ reconnect: false, onConnection })) expect(event).toBeUndefined();
    await closing;
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
