import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createQuote } from '../src/pricing/index.ts';
import { differencesFromSchema } from './support/schema-check.ts';
import { testServer, type TestPerson } from './support/server.ts';
import { moneyWithoutKey, pages, signedInOnly, unknownMember } from './support/wrong-requests/for-every-operation.ts';
import { setUpCodes, wrongCodes } from './support/wrong-requests/codes.ts';
import { setUpLedger, wrongLedgerRequests } from './support/wrong-requests/ledger.ts';
import { otherWrongRequests } from './support/wrong-requests/others.ts';
import { wrongPictures } from './support/wrong-requests/pictures.ts';
import { wrongPurchases } from './support/wrong-requests/purchases.ts';
import { wrongReports } from './support/wrong-requests/reports.ts';
import { generation, json, key, picture, type WrongRequest } from './support/wrong-requests/wrong-request.ts';

const wrongRequests = [
  ...signedInOnly,
  ...moneyWithoutKey,
  ...unknownMember,
  ...pages,
  ...wrongPurchases,
  ...wrongPictures,
  ...wrongReports,
  ...wrongCodes,
  ...wrongLedgerRequests,
  ...otherWrongRequests,
];

describe('what is refused', async () => {
  const server = await testServer({ transferLimits: { amountMin: 1_000_000n, perDayMax: 1_000_000_000n } });
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
    const invoice = await client.invoices.create({ packId: 'credits-100', network: 'tron' }, { idempotencyKey: 'adas-invoice' });
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
      ...(await setUpCodes({ operator, ada, other: await server.customer(), database: server.database })),
      ...(await setUpLedger({ operator, ada, newCustomer: server.customer, ledger: server.ledger })),
    });
  });

  /** All that may not change when something is refused. */
  async function state(): Promise<unknown> {
    const { rows } = await sql`
      select (select count(*) from ledger.entries) as entries, (select count(*) from invoices) as invoices,
        (select count(*) from generations) as generations, (select count(*) from redeem_codes where disabled_at is null) as codes,
        (select sum(claims) from redeem_codes) as claims, (select count(*) from redemptions) as redemptions, (select count(*) from api_keys where revoked_at is null) as keys,
        (select count(*) from users) as users`.execute(server.database.sql);
    return rows[0];
  }

  async function send({ request, as = 'ada', body, headers = {} }: WrongRequest): Promise<Response> {
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
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)])),
      },
      ...(text === undefined ? {} : { body: text }),
    });
  }

  it.each(wrongRequests)('$what: $code', async (wrong) => {
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
