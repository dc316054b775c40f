/** What the fake API answers to each operation. */
import type { Generation, GenerationRequest, Image, QuoteRequest } from '../src/api/sdk.ts';
import type { Fake } from './fake-api.ts';
import { books, forecast, usage } from './fake-reports.ts';
import { ago, entries, generations, grants, invoice, NETWORKS, PACKS } from './fake-data.ts';
import { deskPartsAnswer } from './fake-desk-parts.ts';
import { offersAnswer } from './fake-offers.ts';
import { priceBookOf, tipsAnswer } from './fake-queue.ts';
import { paymentsDeskAnswer } from './fake-payments-desk.ts';
import { payoutsAnswer } from './fake-payouts.ts';
import { priceDeskAnswer } from './fake-price-desk.ts';
import { rules } from './fake-rules.ts';
import { confirmPayment, makePictures, quoteOf } from './fake-work.ts';

export const imagesOf = (fake: Fake): Image[] => fake.generations.flatMap((one) => one.images);
const page = <T>(fake: Fake, data: T[], url: URL) => {
  const from = Number(url.searchParams.get('cursor') ?? '0');
  const limit = Number(url.searchParams.get('limit') ?? '25');
  const list = fake.isEmpty ? [] : data;
  return { data: list.slice(from, from + limit), nextCursor: from + limit < list.length ? String(from + limit) : null };
};
const me = {
  userId: 'user_1',
  email: 'demo@imprest.example',
  name: 'Ada Demo',
  role: 'customer',
  accountId: 'acct_01J9ZK3V7R',
  sandbox: true,
};
export const problem = (status: number, code: string, detail: string) => ({
  status,
  body: { type: `/docs/errors/${code}`, title: code, status, detail, instance: '', code, retry: 'never' },
});

export async function answer(fake: Fake, method: string, url: URL, body: unknown): Promise<{ status: number; body: unknown } | undefined> {
  const [, , room = '', id = '', action = ''] = url.pathname.split('/');
  const ok = (value: unknown, status = 200) => ({ status, body: value });
  if (fake.isDown) return problem(503, 'unavailable', 'The database is being started.');
  if (room === 'sandbox')
    return ok({
      sandbox: true,
      demo: [
        { email: 'demo@imprest.example', password: 'demo-customer', role: 'customer' },
        { email: 'operator@imprest.example', password: 'demo-operator', role: 'operator' },
      ],
    });
  if (room === 'auth') {
    if (id === 'sign-out') {
      fake.signedIn = false;
      return ok(undefined, 204);
    }
    if ((body as { password: string }).password === 'wrong')
      return problem(401, 'wrong_credentials', 'E-mail and password do not belong together. Check both and try again.');
    fake.signedIn = true;
    return ok(me);
  }
  const isPublic = room === 'price-books' || room === 'packs' || room === 'payments' || room === 'networks';
  if (!fake.signedIn && !isPublic) return problem(401, 'not_signed_in', 'Sign in first.');
  if (fake.isSlow && room !== 'me') await new Promise((resolve) => setTimeout(resolve, 60_000));
  const tips = tipsAnswer(`${method} ${room}`, id, body);
  if (tips !== undefined) return ok(tips);
  const sold = offersAnswer(`${method} ${room}`, body, fake.isEmpty);
  if (sold !== undefined) return ok(sold);
  const paid = paymentAnswer(fake, method, url, body);
  if (paid !== undefined) return paid;
  const watched =
    deskPartsAnswer(fake, method, url, body) ?? paymentsDeskAnswer(fake, method, url, body) ?? payoutsAnswer(fake, method, url);
  if (watched !== undefined) return watched;
  const desk = priceDeskAnswer(fake, method, url, body);
  if (desk !== undefined) return ok(desk.body);
  switch (`${method} ${room}`) {
    case 'GET me':
      return ok(fake.isOperator ? { ...me, role: 'operator' } : me);
    case 'GET rules':
      return ok(rules(fake));
    case 'GET usage':
      return ok(usage(fake, url));
    case 'GET forecast':
      return ok(forecast(fake));
    case 'GET books':
      return ok(books(fake, url));
    case 'GET health':
      return ok({ status: 'ok' });
    case 'GET balance':
      return ok({
        accountId: 'acct_1',
        balance: String(fake.available + fake.held),
        held: fake.isEmpty ? '0' : String(fake.held),
        available: fake.isEmpty ? '0' : String(fake.available),
        asOf: ago(0),
      });
    case 'GET grants':
      return ok(page(fake, grants(), url));
    case 'GET statement':
      return ok(
        page(
          fake,
          [
            ...entries(),
            ...entries().map((one) => ({ ...one, id: `${one.id}b`, at: new Date(Date.parse(one.at) - 4 * 86_400_000).toISOString() })),
          ],
          url,
        ),
      );
    case 'GET price-books':
      return ok(priceBookOf(fake));
    case 'POST quotes':
      return ok(quoteOf(fake, body as QuoteRequest), 201);
    case 'GET packs':
      return ok({ data: PACKS, nextCursor: null });
    case 'GET networks':
      return ok({ data: NETWORKS, nextCursor: null });
    case 'GET engines':
      return ok({
        data: [{ id: 'procedural', title: 'Procedural', description: '', procedural: true, operations: ['generate'], models: [] }],
        nextCursor: null,
      });
    case 'GET api-keys':
      return ok(page(fake, fake.keys, url));
    case 'POST api-keys': {
      const key = {
        id: `key_${fake.keys.length + 1}`,
        name: (body as { name: string }).name,
        prefix: 'imp_sk_9Qx1',
        createdAt: ago(0),
        lastUsedAt: null,
        revokedAt: null,
      };
      fake.keys.unshift(key);
      return ok({ ...key, secret: 'imp_sk_9Qx1mV3kT7bYc2ZpL8sWn4RfHd6GjKqA' }, 201);
    }
    case 'DELETE api-keys': {
      const key = fake.keys.find((one) => one.id === id);
      if (key !== undefined) key.revokedAt = ago(0);
      return ok(undefined, 204);
    }
    case 'POST redemptions': {
      const { code } = body as { code: string };
      if (code !== 'SPRING-26') return problem(404, 'unknown_code', 'There is no such code. Nothing was granted.');
      const redeemed = { id: 'rdm_1', code, label: 'Spring 2026', kind: 'promotional', credits: '25', grantId: 'grant_9' };
      return ok({ ...redeemed, expiresAt: ago(-30 * 86_400_000), redeemedAt: ago(0) }, 201);
    }
    case 'POST generations': {
      if (action === 'cancel') {
        const one = fake.generations.find((other) => other.id === id);
        if (one !== undefined) one.status = 'canceled';
        fake.emit('generation.changed', { generationId: id, status: 'canceled' });
        return ok(one);
      }
      const request = body as GenerationRequest;
      const total = quoteOf(fake, { ...request, negativePrompt: false }).total;
      fake.available -= Number(total);
      fake.held += Number(total);
      const one: Generation = {
        ...(generations()[0] as Generation),
        id: `gen_${Date.now()}`,
        status: 'queued',
        request: { ...request, seed: request.seed ?? Date.now() % 100_000 },
        quoted: total,
        charged: '0',
        images: [],
        imagesRequested: request.images,
        createdAt: ago(0),
        startedAt: null,
        finishedAt: null,
      };
      fake.generations.unshift(one);
      void makePictures(fake, one);
      return ok({ ...one }, 201);
    }
    case 'GET generations':
      return ok(page(fake, fake.generations, url));
    case 'GET images': {
      const found = imagesOf(fake).find((one) => one.id === id);
      return id === ''
        ? ok(page(fake, imagesOf(fake), url))
        : found === undefined
          ? problem(404, 'unknown_image', 'There is no such picture in your gallery.')
          : ok(found);
    }
    default:
      return undefined;
  }
}

/** Invoices, and the pages of their payments. */
function paymentAnswer(fake: Fake, method: string, url: URL, body: unknown): { status: number; body: unknown } | undefined {
  const [, , room = '', id = '', action = ''] = url.pathname.split('/');
  const ok = (value: unknown, status = 200) => ({ status, body: value });
  const known = fake.invoices.get(id);
  switch (`${method} ${room}`) {
    case 'POST invoices': {
      if (action === 'test-payments') {
        void confirmPayment(fake, id);
        return ok({ txHash: '0x1', amountUsdt: '54' }, 201);
      }
      if (known !== undefined && (action === 'cancel' || action === 'network')) {
        const network = (body as { network?: 'tron' | 'ethereum' } | undefined)?.network ?? known.network;
        const changed = action === 'cancel' ? invoice('canceled', id) : { ...known, network };
        fake.invoices.set(id, changed);
        return ok(changed);
      }
      const made = invoice('open', `inv_${Date.now()}`);
      fake.invoices.set(made.id, made);
      return ok(made, 201);
    }
    case 'GET payments': {
      const shared = fake.invoices.get(id.replace('link-', ''));
      return shared === undefined ? problem(404, 'payment_not_found', 'There is no payment behind this link.') : ok(shared);
    }
    case 'GET invoices':
      if (id === '') return ok(page(fake, [...fake.invoices.values()], url));
      return known === undefined ? problem(404, 'unknown_invoice', 'There is no such invoice in your account.') : ok(known);
    default:
      return undefined;
  }
}
