import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operations } from '../src/http/index.ts';
import { differencesFromSchema } from './support/schema-check.ts';
import { testServer } from './support/server.ts';

type Json = Record<string, unknown>;

describe('the HTTP server', async () => {
  const server = await testServer();
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers });

  it('answers each reading operation as its schema says', async () => {
    const person = await server.customer(20_000_000n);
    const operator = await server.operator();
    await operator.client.redeemCodes.create({ label: 'Spring', kind: 'promotional', credits: '1' });
    const request = { operation: 'generate', model: 'standard', width: 256, height: 256, steps: 5, images: 1 } as const;
    const quote = await person.client.quotes.create(request);
    const invoice = await person.client.invoices.create({ packId: 'credits-100', network: 'tron' });
    const generation = await person.client.generations.create({ ...request, prompt: 'a lake' });
    const { images } = await person.client.generations.waitUntilFinished(generation.id);
    const hold = await person.client.holds.create({ credits: '1', project: 'p1' });
    await person.client.rules.setBudget({ scope: { type: 'project', id: 'p1' }, period: 'month', limit: '5' });
    const draft = await operator.client.drafts.save({ book: { title: 'A draft' } });
    const backTo = { network: 'tron', address: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', confirmed: true } as const;
    await person.client.refundAddresses.set(backTo);
    const ids: Record<string, string> = {
      drafts: draft.id,
      holds: hold.id,
      quotes: quote.id,
      invoices: invoice.id,
      generations: generation.id,
      images: images[0]?.id ?? '',
      networks: 'tron',
      refundAddresses: 'tron',
    };
    const document = server.http.openApi() as {
      paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: object }> }> }>>;
      components: { schemas: Record<string, object> };
    };
    const reading = operations.filter(({ method, answer }) => method === 'GET' && answer !== null && !('mediaType' in answer));
    expect(reading.length).toBeGreaterThan(15);
    for (const { operationId, path, sdk, audience } of reading) {
      const { apiKey } = audience === 'operator' ? operator : person;
      const address = path
        .replace('{id}', ids[sdk.split('.')[0] ?? ''] ?? '')
        .replace('{accountId}', person.accountId)
        .replace('{address}', invoice.address)
        .replace('{version}', '1')
        .replace('{link}', invoice.paymentLink);
      const query = operationId === 'comparePriceBooks' ? `?before=1&after=${draft.id}` : '';
      const answer = await get(`${address}${query}`, { authorization: `Bearer ${apiKey}` });
      expect(answer.status, operationId).toBe(200);
      const schema = document.paths[path]?.['get']?.responses['200']?.content['application/json']?.schema;
      expect(differencesFromSchema(await answer.json(), schema ?? {}, document.components.schemas), operationId).toEqual([]);
    }
  });

  it('describes itself', async () => {
    const document = (await (await get('/openapi.json')).json()) as Json & { paths: Record<string, object> };
    expect(document['openapi']).toBe('3.1.0');
    expect(Object.values(document.paths).flatMap((each) => Object.keys(each))).toHaveLength(operations.length);
    const reference = await get('/reference/');
    expect(reference.status).toBe(200);
    expect(await reference.text()).toContain('Imprest API reference');
    for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css', 'swagger-initializer.js']) {
      const found = await get(`/reference/static/${file}`);
      expect(found.status, file).toBe(200);
      await found.arrayBuffer();
    }
  });

  it('renders the docs, and nothing outside them', async () => {
    const page = await get('/docs/errors/insufficient-credits');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<h1>Not enough credits</h1>');
    expect((await get('/docs/errors/insufficient-credits.md')).status).toBe(200);
    const folder = await fetch(`${server.url}/docs/errors`, { redirect: 'manual' });
    expect(folder.headers.get('location')).toBe('/docs/errors/');
    expect((await get('/docs/errors/')).status).toBe(200);
    for (const path of [
      '/docs/../package.json',
      '/docs/%2e%2e/package',
      '/docs/%2e%2e%2fREADME',
      '/docs/..%5cREADME',
      '/docs/none',
      '/docs/%00',
    ]) {
      expect((await get(path)).status, path).toBe(404);
    }
  });

  it('says plainly that the screen is not built, and serves it as soon as it is', async () => {
    const html = { accept: 'text/html' };
    const missing = await get('/', html);
    expect(missing.status).toBe(503);
    expect(await missing.text()).toContain('The screen is not built yet');
    await mkdir(join(server.webFolder, 'assets'), { recursive: true });
    await writeFile(join(server.webFolder, 'index.html'), '<!doctype html><title>The screen</title>');
    await writeFile(join(server.webFolder, 'assets/main-abc123.js'), 'let a = 1');
    for (const path of ['/', '/wallet', '/gallery/img_1', '/index.html']) {
      const page = await get(path, html);
      expect(await page.text(), path).toContain('The screen');
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    }
    const script = await get('/assets/main-abc123.js');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect((await get('/assets/gone.js', html)).status).toBe(404);
    expect((await get('/v1/nothing', html)).headers.get('content-type')).toContain('problem+json');
    expect((await get('/..%2f..%2fpackage.json')).status).toBe(404);
  });

  it('says the same of every answer, also of one that goes past the framework and of a refusal', async () => {
    const { apiKey } = await server.customer(5_000_000n);
    const who = { authorization: `Bearer ${apiKey}` };
    const asked = { operation: 'generate', model: 'standard', width: 256, height: 256, steps: 5, images: 1 };
    const ask = (body: unknown) =>
      fetch(`${server.url}/v1/quotes`, {
        method: 'POST',
        headers: { ...who, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const answers = [
      await ask(asked),
      await ask({ ...asked, width: 257 }),
      await get('/v1/balance', who),
      await get('/v1/balance'),
      await get('/v1/none'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 422, 200, 401, 404]);
    for (const { headers, url } of answers) {
      expect(headers.get('content-security-policy'), url).toBe("default-src 'none';frame-ancestors 'none'");
      expect(headers.get('x-content-type-options'), url).toBe('nosniff');
      expect(headers.get('cache-control'), url).toBe('no-store');
      expect(headers.get('request-id'), url).toMatch(/^req_/u);
      expect(headers.get('content-type'), url).toMatch(/^application\/(?:problem\+)?json; charset=utf-8$/u);
    }
    const text = await answers[0]?.text();
    expect(answers[0]?.headers.get('content-length')).toBe(String(text?.length));
    // Sent as ASCII, and the sign of a multiplication for all that.
    expect(JSON.parse(text ?? '')).toMatchObject({ lines: [{ detail: '256×256, 5 steps' }, {}] });
  });

  it('lets browsers keep a picture for ever and asks no store for what they have', async () => {
    const person = await server.customer(5_000_000n);
    const request = { operation: 'generate', model: 'standard', width: 256, height: 256, steps: 5, images: 1 } as const;
    const made = await person.client.generations.create({ ...request, prompt: 'a lake' });
    const [image] = (await person.client.generations.waitUntilFinished(made.id)).images;
    if (image === undefined) throw new Error('no picture was made');
    const who = { authorization: `Bearer ${person.apiKey}` };
    const file = await get(image.fileUrl, who);
    await file.arrayBuffer();
    expect(file.headers.get('etag')).toBe(`"${image.sha256}"`);
    expect(file.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(file.headers.get('content-disposition')).toBe(`inline; filename="imprest-${image.id}.png"`);
    const again = await get(image.fileUrl, { ...who, 'if-none-match': `W/"other", "${image.sha256}"` });
    expect(again.status).toBe(304);
    const thumbnail = await get(image.thumbnailUrl, who);
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
    await thumbnail.arrayBuffer();
  });

  it('refuses to change anything for another site in the name of a signed-in browser', async () => {
    const { cookie } = await server.customer();
    const post = (headers: Record<string, string>) =>
      fetch(`${server.url}/v1/api-keys`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ name: 'a key' }),
      });
    for (const headers of [{}, { origin: 'https://evil.test' }, { origin: 'null' }, { origin: 'http://localhost.evil.test' }]) {
      const answer = await post(headers);
      expect(await answer.json(), JSON.stringify(headers)).toMatchObject({ code: 'cross_site_request', status: 403 });
    }
    expect((await post({ origin: server.url })).status).toBe(201);
    expect((await post({ origin: 'http://localhost' })).status).toBe(201);
  });

  it('repeats what was done under a key, and says so', async () => {
    const operator = await server.operator();
    const person = await server.customer();
    const give = (credits: string) =>
      fetch(`${server.url}/v1/accounts/${person.accountId}/grants`, {
        method: 'POST',
        headers: { authorization: `Bearer ${operator.apiKey}`, 'content-type': 'application/json', 'idempotency-key': 'once' },
        body: JSON.stringify({ kind: 'promotional', credits, label: 'Welcome' }),
      });
    const first = await give('5');
    const second = await give('5');
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await second.json()).toEqual(await first.json());
    expect(await (await give('6')).json()).toMatchObject({ code: 'idempotency_key_reused', status: 422 });
    expect((await person.client.balance.get()).balance).toBe('5');
  });

  it('answers what is no HTTP with a problem too', async () => {
    const text = await new Promise<string>((done, failed) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
      let all = '';
      socket.on('data', (piece: Buffer) => (all += piece.toString()));
      socket.on('end', () => done(all));
      socket.on('error', failed);
    });
    expect(text).toContain('HTTP/1.1 400');
    expect(text).toContain('"code":"malformed_request"');
  });
});

describe('an HTTP server with narrow limits', async () => {
  const server = await testServer({ trustedProxies: ['127.0.0.1'], rateLimits: { perCaller: 5, signInPerEmail: 3 } });

  it('answers too many requests of one caller with the time to wait, and others as before', async () => {
    const [busy, calm] = [await server.customer(), await server.customer()];
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      const answer = await fetch(`${server.url}/v1/balance`, { headers: { authorization: `Bearer ${busy.apiKey}` } });
      statuses.push(answer.status);
      if (answer.status !== 429) continue;
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await answer.json()).toMatchObject({ code: 'rate_limited', retry: 'after' });
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect((await calm.client.balance.get()).balance).toBe('0');
  });

  it('stops the guessing of a password', async () => {
    const codes: unknown[] = [];
    for (let i = 0; i < 5; i += 1) {
      const answer = await fetch(`${server.url}/v1/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'demo@imprest.test', password: `guess ${String(i)}` }),
      });
      codes.push(((await answer.json()) as Json)['code']);
    }
    expect(codes).toEqual([...Array.from({ length: 3 }, () => 'wrong_credentials'), 'rate_limited', 'rate_limited']);
  });

  it.each([
    ['IPv6 of one network count as one', ['2001:db8:0:1::7', '2001:db8:0:1:ffff::8', '2001:DB8:0:1::9'], '2001:db8:0:2::7'],
    ['IPv4 count each by itself', ['203.0.113.7', '203.0.113.7', '::ffff:203.0.113.7'], '203.0.113.8'],
  ])('behind a proxy, addresses of %s', async (_what, sameAddress, otherAddress) => {
    const email = `guessed-at-${otherAddress.replaceAll(':', '-')}@example.test`;
    const codes: unknown[] = [];
    for (const address of [...sameAddress, sameAddress[0] ?? '', otherAddress]) {
      const answer = await fetch(`${server.url}/v1/auth/sign-in`, {
        method: 'POST',
        // What a caller says itself stands before what the proxy adds, and is not believed.
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.1, ${address}` },
        body: JSON.stringify({ email, password: 'a guess at it' }),
      });
      codes.push(((await answer.json()) as Json)['code']);
    }
    expect(codes).toEqual([...sameAddress.map(() => 'wrong_credentials'), 'rate_limited', 'wrong_credentials']);
  });

  it('says that the database is away, and tells nothing of its inside', async () => {
    const { apiKey } = await server.customer();
    await server.database.close();
    for (const path of ['/v1/health', '/v1/balance']) {
      const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
      expect(answer.status, path).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(await answer.json()).toMatchObject({ code: 'database_unavailable', retry: 'same_key' });
    }
  });
});
