import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../src/http/index.ts';
import { createQuote } from '../src/pricing/index.ts';
import { differencesFromSchema } from './support/schema-check.ts';
import { testServer, type TestPerson } from './support/server.ts';

interface Wrong {
  readonly what: string;
  /** `METHOD path`; `{quote}`, `{invoice}`, `{generation}`, `{key}` and `{account}` stand for things of Ada. */
  readonly request: string;
  readonly as?: 'ada' | 'bob' | 'nobody' | 'operator';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code: string;
  readonly status: number;
  /** A place that `errors` must name. */
  readonly path?: string;
}

const picture = { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 50, images: 1 };
const key = { 'idempotency-key': 'a-key' };
const generation = { ...picture, prompt: 'a lake' };
const json = { 'content-type': 'application/json' };

const signedInOnly: Wrong[] = operations
  .filter(({ audience }) => audience !== 'public')
  .flatMap(({ operationId, method, path }) => [
    { what: `${operationId} without anybody`, request: `${method} ${path}`, as: 'nobody', code: 'not_signed_in', status: 401 } as const,
    {
      what: `${operationId} with a key that does not exist`,
      request: `${method} ${path}`,
      as: 'nobody',
      headers: { authorization: `Bearer imp_sk_${'x'.repeat(40)}` },
      code: 'invalid_api_key',
      status: 401,
    } as const,
  ]);

const moneyWithoutKey: Wrong[] = operations
  .filter(({ idempotent }) => idempotent === true)
  .map(({ operationId, method, path, audience }) => ({
    what: `${operationId} without an Idempotency-Key`,
    request: `${method} ${path}`,
    as: audience === 'operator' ? 'operator' : 'ada',
    body: {},
    code: 'idempotency_key_required',
    status: 400,
  }));

const unknownMember: Wrong[] = operations
  .filter(({ body }) => body !== undefined)
  .map(({ operationId, method, path, audience }) => ({
    what: `${operationId} with a member that is not known`,
    request: `${method} ${path}`,
    as: audience === 'operator' ? 'operator' : 'ada',
    headers: key,
    body: { surprise: 1 },
    code: 'invalid_request',
    status: 422,
    path: 'body.surprise',
  }));

const pages: Wrong[] = operations
  .filter(({ query }) => query !== undefined)
  .flatMap(({ operationId, path }) =>
    ['0', '101', 'ten', '-1', '1.5'].map((limit) => ({
      what: `${operationId} with limit=${limit}`,
      request: `GET ${path}?limit=${limit}`,
      code: 'invalid_request',
      status: 422,
      path: 'query.limit',
    })),
  );

const rest: Wrong[] = [
  {
    what: 'signUp without a password',
    request: 'POST /v1/auth/sign-up',
    as: 'nobody',
    body: { email: 'a@b.test', name: 'A' },
    code: 'invalid_request',
    status: 422,
    path: 'body.password',
  },
  {
    what: 'signUp with no address',
    request: 'POST /v1/auth/sign-up',
    as: 'nobody',
    body: { email: 'nonsense', name: 'A', password: 'long enough it is' },
    code: 'invalid_request',
    status: 422,
    path: 'body.email',
  },
  {
    what: 'signUp with a short password',
    request: 'POST /v1/auth/sign-up',
    as: 'nobody',
    body: { email: 'a@b.test', name: 'A', password: 'short' },
    code: 'unsafe_password',
    status: 422,
  },
  {
    what: 'signUp with an address that is taken',
    request: 'POST /v1/auth/sign-up',
    as: 'nobody',
    body: { email: 'demo@imprest.test', name: 'A', password: 'long enough it is' },
    code: 'email_taken',
    status: 409,
  },
  {
    what: 'signUp that wants to be an operator',
    request: 'POST /v1/auth/sign-up',
    as: 'nobody',
    body: { email: 'a@b.test', name: 'A', password: 'long enough it is', role: 'operator' },
    code: 'invalid_request',
    status: 422,
    path: 'body.role',
  },
  {
    what: 'signIn with a wrong password',
    request: 'POST /v1/auth/sign-in',
    as: 'nobody',
    body: { email: 'demo@imprest.test', password: 'wrong' },
    code: 'wrong_credentials',
    status: 401,
  },
  {
    what: 'signIn as nobody',
    request: 'POST /v1/auth/sign-in',
    as: 'nobody',
    body: { email: 'nobody@imprest.test', password: 'wrong' },
    code: 'wrong_credentials',
    status: 401,
  },
  { what: 'createApiKey with a key', request: 'POST /v1/api-keys', body: { name: 'child' }, code: 'session_required', status: 403 },
  {
    what: 'createApiKey with a name that is too long',
    request: 'POST /v1/api-keys',
    body: { name: 'x'.repeat(101) },
    code: 'invalid_request',
    status: 422,
    path: 'body.name',
  },
  { what: 'revokeApiKey with a key', request: 'DELETE /v1/api-keys/{key}', code: 'session_required', status: 403 },
  {
    what: 'createGrant by a customer',
    request: 'POST /v1/accounts/{account}/grants',
    headers: key,
    body: { kind: 'promotional', credits: '1' },
    code: 'operator_only',
    status: 403,
  },
  {
    what: 'createGrant to nobody',
    request: 'POST /v1/accounts/acct_none/grants',
    as: 'operator',
    headers: key,
    body: { kind: 'promotional', credits: '1' },
    code: 'unknown_account',
    status: 404,
  },
  ...['-1', '1e3', '1.0000001', '', ' 1', '01', '99999999999999', 'NaN'].map((credits) => ({
    what: `createGrant of "${credits}"`,
    request: 'POST /v1/accounts/{account}/grants',
    as: 'operator' as const,
    headers: key,
    body: { kind: 'promotional', credits },
    code: 'invalid_request',
    status: 422,
    path: 'body.credits',
  })),
  {
    what: 'createGrant of nothing',
    request: 'POST /v1/accounts/{account}/grants',
    as: 'operator',
    headers: key,
    body: { kind: 'promotional', credits: '0' },
    code: 'invalid_request',
    status: 422,
    path: 'body.credits',
  },
  {
    what: 'createGrant as a number',
    request: 'POST /v1/accounts/{account}/grants',
    as: 'operator',
    headers: key,
    body: { kind: 'promotional', credits: 1 },
    code: 'invalid_request',
    status: 422,
    path: 'body.credits',
  },
  {
    what: 'createGrant of an unknown kind',
    request: 'POST /v1/accounts/{account}/grants',
    as: 'operator',
    headers: key,
    body: { kind: 'gift', credits: '1' },
    code: 'invalid_request',
    status: 422,
    path: 'body.kind',
  },
  {
    what: 'createGrant that has expired',
    request: 'POST /v1/accounts/{account}/grants',
    as: 'operator',
    headers: { 'idempotency-key': 'expired' },
    body: { kind: 'promotional', credits: '1', expiresAt: '2020-01-01T00:00:00.000Z' },
    code: 'invalid_command',
    status: 422,
  },
  {
    what: 'createGrant with a time that is none',
    request: 'POST /v1/accounts/{account}/grants',
    as: 'operator',
    headers: key,
    body: { kind: 'promotional', credits: '1', expiresAt: 'tomorrow' },
    code: 'invalid_request',
    status: 422,
    path: 'body.expiresAt',
  },
  { what: 'getStatement from nowhere', request: 'GET /v1/statement?cursor=nonsense', code: 'invalid_cursor', status: 422 },
  {
    what: 'createQuote without a width',
    request: 'POST /v1/quotes',
    body: { ...picture, width: undefined },
    code: 'invalid_request',
    status: 422,
    path: 'body.width',
  },
  {
    what: 'createQuote with a width as text',
    request: 'POST /v1/quotes',
    body: { ...picture, width: '512' },
    code: 'invalid_request',
    status: 422,
    path: 'body.width',
  },
  {
    what: 'createQuote of too many pictures',
    request: 'POST /v1/quotes',
    body: { ...picture, images: 1000 },
    code: 'request_outside_price_book',
    status: 422,
  },
  {
    what: 'createQuote for an unknown model',
    request: 'POST /v1/quotes',
    body: { ...picture, model: 'none' },
    code: 'request_outside_price_book',
    status: 422,
  },
  { what: 'getQuote that does not exist', request: 'GET /v1/quotes/quote_none', code: 'quote_not_found', status: 404 },
  { what: 'getQuote of somebody else', request: 'GET /v1/quotes/{quote}', as: 'bob', code: 'quote_not_found', status: 404 },
  {
    what: 'createInvoice for an unknown pack',
    request: 'POST /v1/invoices',
    headers: key,
    body: { packId: 'none', network: 'ethereum' },
    code: 'pack_not_found',
    status: 404,
  },
  {
    what: 'createInvoice on an unknown network',
    request: 'POST /v1/invoices',
    headers: key,
    body: { packId: 'none', network: 'bitcoin' },
    code: 'invalid_request',
    status: 422,
    path: 'body.network',
  },
  {
    what: 'createInvoice with a key that is too long',
    request: 'POST /v1/invoices',
    headers: { 'idempotency-key': 'x'.repeat(129) },
    body: {},
    code: 'malformed_request',
    status: 400,
  },
  {
    what: 'createInvoice under the key of another one',
    request: 'POST /v1/invoices',
    headers: { 'idempotency-key': 'adas-invoice' },
    body: { packId: 'credits-210', network: 'ethereum' },
    code: 'idempotency_key_reused',
    status: 422,
  },
  { what: 'getInvoice that does not exist', request: 'GET /v1/invoices/inv_none', code: 'invoice_not_found', status: 404 },
  { what: 'getInvoice of somebody else', request: 'GET /v1/invoices/{invoice}', as: 'bob', code: 'invoice_not_found', status: 404 },
  { what: 'listInvoices from nowhere', request: 'GET /v1/invoices?cursor=nonsense', code: 'invalid_cursor', status: 422 },
  {
    what: 'payInvoice of somebody else',
    request: 'POST /v1/invoices/{invoice}/test-payments',
    as: 'bob',
    headers: key,
    body: {},
    code: 'invoice_not_found',
    status: 404,
  },
  {
    what: 'payInvoice with nothing',
    request: 'POST /v1/invoices/{invoice}/test-payments',
    headers: key,
    body: { amountUsdt: '0' },
    code: 'invalid_request',
    status: 422,
    path: 'body.amountUsdt',
  },
  {
    what: 'createGeneration without a prompt',
    request: 'POST /v1/generations',
    headers: key,
    body: picture,
    code: 'invalid_request',
    status: 422,
    path: 'body.prompt',
  },
  {
    what: 'createGeneration with an endless prompt',
    request: 'POST /v1/generations',
    headers: key,
    body: { ...generation, prompt: 'x'.repeat(2_001) },
    code: 'invalid_request',
    status: 422,
    path: 'body.prompt',
  },
  {
    what: 'createGeneration with a negative seed',
    request: 'POST /v1/generations',
    headers: key,
    body: { ...generation, seed: -1 },
    code: 'invalid_request',
    status: 422,
    path: 'body.seed',
  },
  {
    what: 'createGeneration that is too large',
    request: 'POST /v1/generations',
    headers: key,
    body: { ...generation, width: 60_000 },
    code: 'invalid_generation_request',
    status: 422,
  },
  {
    what: 'createGeneration without credits',
    request: 'POST /v1/generations',
    as: 'bob',
    headers: key,
    body: generation,
    code: 'insufficient_credits',
    status: 402,
  },
  {
    what: 'createGeneration by an unknown quote',
    request: 'POST /v1/generations',
    headers: key,
    body: { ...generation, quoteId: 'quote_none' },
    code: 'quote_not_found',
    status: 404,
  },
  {
    what: 'createGeneration by the quote of somebody else',
    request: 'POST /v1/generations',
    as: 'bob',
    headers: key,
    body: { ...generation, quoteId: '{quote}' },
    code: 'quote_not_found',
    status: 404,
  },
  {
    what: 'createGeneration by a quote of another request',
    request: 'POST /v1/generations',
    headers: key,
    body: { ...generation, images: 2, quoteId: '{quote}' },
    code: 'quote_mismatch',
    status: 409,
  },
  {
    what: 'createGeneration by an expired quote',
    request: 'POST /v1/generations',
    headers: key,
    body: { ...generation, quoteId: '{expiredQuote}' },
    code: 'quote_expired',
    status: 409,
  },
  {
    what: 'createGeneration under the key of another one',
    request: 'POST /v1/generations',
    headers: { 'idempotency-key': 'adas-generation' },
    body: { ...generation, prompt: 'another' },
    code: 'idempotency_key_reused',
    status: 422,
  },
  { what: 'getGeneration that does not exist', request: 'GET /v1/generations/gen_none', code: 'generation_not_found', status: 404 },
  {
    what: 'getGeneration of somebody else',
    request: 'GET /v1/generations/{generation}',
    as: 'bob',
    code: 'generation_not_found',
    status: 404,
  },
  {
    what: 'cancelGeneration of somebody else',
    request: 'POST /v1/generations/{generation}/cancel',
    as: 'bob',
    code: 'generation_not_found',
    status: 404,
  },
  { what: 'listGenerations from nowhere', request: 'GET /v1/generations?cursor=nonsense', code: 'invalid_cursor', status: 422 },
  { what: 'listImages from nowhere', request: 'GET /v1/images?cursor=nonsense', code: 'invalid_cursor', status: 422 },
  { what: 'getImage that does not exist', request: 'GET /v1/images/img_none', code: 'image_not_found', status: 404 },
  { what: 'getImage of somebody else', request: 'GET /v1/images/{image}', as: 'bob', code: 'image_not_found', status: 404 },
  { what: 'downloadImage of somebody else', request: 'GET /v1/images/{image}/file', as: 'bob', code: 'image_not_found', status: 404 },
  { what: 'getThumbnail of somebody else', request: 'GET /v1/images/{image}/thumbnail', as: 'bob', code: 'image_not_found', status: 404 },
  {
    what: 'streamEvents after no event',
    request: 'GET /v1/events',
    headers: { 'last-event-id': 'nonsense' },
    code: 'invalid_event_id',
    status: 422,
  },
  {
    what: 'an operation with half a body',
    request: 'POST /v1/quotes',
    body: '{"operation":',
    headers: json,
    code: 'malformed_request',
    status: 400,
  },
  { what: 'an operation with an empty body', request: 'POST /v1/quotes', headers: json, body: '', code: 'malformed_request', status: 400 },
  { what: 'an operation with a list', request: 'POST /v1/quotes', body: [], code: 'invalid_request', status: 422 },
  {
    what: 'an operation with a form',
    request: 'POST /v1/quotes',
    body: 'a=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    code: 'unsupported_media_type',
    status: 415,
  },
  {
    what: 'an operation with a huge body',
    request: 'POST /v1/quotes',
    body: JSON.stringify({ model: 'x'.repeat(300_000) }),
    headers: json,
    code: 'body_too_large',
    status: 413,
  },
  {
    what: 'an operation with a poisoned prototype',
    request: 'POST /v1/quotes',
    body: '{"__proto__":{"operation":"generate"}}',
    headers: json,
    code: 'malformed_request',
    status: 400,
  },
  { what: 'a method that is not possible', request: 'PUT /v1/quotes', body: {}, code: 'method_not_allowed', status: 405 },
  { what: 'an address where nothing is', request: 'GET /v1/nothing', code: 'route_not_found', status: 404 },
];

describe('what is refused', async () => {
  const server = await testServer();
  const things: Record<string, string> = {};
  let ada: TestPerson;
  let bob: TestPerson;
  let operator: TestPerson;

  beforeAll(async () => {
    ada = await server.customer(20_000_000n);
    bob = await server.customer();
    operator = await server.operator();
    const { client } = ada;
    const quote = await client.quotes.create({ ...picture, operation: 'generate' });
    const anHourAgoMs = Date.now() - 3_600_000;
    const asked = { accountId: ada.accountId, request: { ...picture, operation: 'generate' as const }, nowMs: anHourAgoMs };
    const expired = await createQuote(server.database.sql, asked);
    const invoice = await client.invoices.create({ packId: 'credits-100', network: 'ethereum' }, { idempotencyKey: 'adas-invoice' });
    const made = await client.generations.create(
      { ...picture, operation: 'generate', prompt: 'a lake', width: 256, height: 256, steps: 5 },
      { idempotencyKey: 'adas-generation' },
    );
    const finished = await client.generations.waitUntilFinished(made.id);
    const { data: keys } = await client.apiKeys.list();
    Object.assign(things, {
      quote: quote.id,
      expiredQuote: expired.id,
      invoice: invoice.id,
      generation: made.id,
      image: finished.images[0]?.id ?? 'none',
      key: keys[0]?.id ?? 'none',
      account: ada.accountId,
    });
  });

  /** All that may not change when something is refused. */
  async function state(): Promise<unknown> {
    const { rows } = await sql`
      select (select count(*) from ledger.entries) as entries, (select count(*) from invoices) as invoices,
        (select count(*) from generations) as generations, (select count(*) from api_keys where revoked_at is null) as keys,
        (select count(*) from users) as users`.execute(server.database.sql);
    return rows[0];
  }

  async function send({ request, as = 'ada', body, headers = {} }: Wrong): Promise<Response> {
    const fill = (text: string): string =>
      text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => things[name] ?? (name === 'id' || name === 'accountId' ? 'none' : whole));
    const [method = 'GET', path = '/'] = fill(request).split(' ');
    const person = { ada, bob, operator, nobody: undefined }[as];
    const text =
      typeof body === 'string' || body === undefined
        ? body
        : JSON.stringify(body).replaceAll(/"\{(\w+)\}"/gu, (_whole, name: string) => JSON.stringify(things[name]));
    return fetch(`${server.url}${path}`, {
      method,
      headers: {
        ...(person === undefined ? {} : { authorization: `Bearer ${person.apiKey}` }),
        ...(body === undefined ? {} : json),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
  }

  it.each([...signedInOnly, ...moneyWithoutKey, ...unknownMember, ...pages, ...rest])('$what: $code', async (wrong) => {
    const before = await state();
    const answer = await send(wrong);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const body = (await answer.json()) as Record<string, unknown>;
    expect(body).toMatchObject({
      code: wrong.code,
      status: wrong.status,
      type: `http://localhost/docs/errors/${wrong.code.replaceAll('_', '-')}`,
    });
    expect(answer.status).toBe(wrong.status);
    expect(body['instance']).toBe(answer.headers.get('request-id'));
    expect(String(body['detail'])).toMatch(/[A-Za-z].*[^,;:]$/u);
    if (wrong.path !== undefined) expect(body['errors']).toContainEqual({ path: wrong.path, message: expect.any(String) });
    const { components } = server.http.openApi() as { components: { schemas: Record<string, object> } };
    expect(differencesFromSchema(body, { $ref: 'ProblemBody' }, components.schemas)).toEqual([]);
    expect(await state()).toEqual(before);
  });

  it('says what is required, what is available and where to top up', async () => {
    const answer = await send({
      what: '',
      request: 'POST /v1/generations',
      as: 'bob',
      headers: key,
      body: generation,
      code: '',
      status: 402,
    });
    expect(await answer.json()).toMatchObject({ required: '1', available: '0', topUpUrl: '/top-up' });
  });
});
