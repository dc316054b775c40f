/** What the fake API does: prices, pictures that take their time, payments that confirm. */
import type { Generation, PictureEnd, Quote, QuoteRequest } from '../src/api/sdk.ts';
import type { Fake } from './fake-api.ts';
import { queuedQuote } from './fake-queue.ts';
import { ago, ahead, image, invoice, PRICE_BOOK } from './fake-data.ts';
import { fakePicture } from './fake-pictures.ts';

const ENDS: readonly PictureEnd[] = ['failed', 'refusedBeforeRun', 'refusedAfterRun', 'canceledInQueue', 'canceledWhileRunning'];

export function quoteOf(fake: Fake, request: QuoteRequest): Quote {
  const { width = 0, height = 0, images = 1, steps = 50 } = request;
  const factor = Number(PRICE_BOOK.models.find((model) => model.id === request.model)?.factor ?? '1');
  const one = ((width * height) / 262_144) * (steps / 50);
  const total = Number((one * factor * images).toFixed(6));
  const text = (n: number) => String(Number(n.toFixed(6)));
  const picture = { label: `${width} × ${height}, ${steps} steps`, detail: images > 1 ? `${images} pictures` : null };
  const model = { label: 'Model', detail: request.model ?? null, factor: text(factor), amount: text(total - one * images) };
  const smaller = [width, height].map((side) => (side * 3) / 4);
  return {
    id: `quote_${Date.now()}`,
    request,
    lines: [{ ...picture, factor: null, amount: text(one * images) }, ...(factor === 1 ? [] : [model])],
    total: text(total),
    qualifier: 'exact',
    upperBound: text(total),
    ...queuedQuote(fake, request),
    priceBook: { id: PRICE_BOOK.id, version: 1, hash: PRICE_BOOK.hash },
    available: text(fake.available),
    availableAfter: text(fake.available - total),
    affordable: fake.available >= total,
    warnings:
      total > 60
        ? [{ code: 'expensive_setting', detail: 'This costs more than 60 credits. Try one picture first.', line: picture.label }]
        : [],
    alternatives: [
      {
        kind: 'smaller_size',
        detail: `${smaller[0]}×${smaller[1]} instead of ${width}×${height}`,
        change: { width: smaller[0] ?? width, height: smaller[1] ?? height },
        total: text((total * 9) / 16),
        saves: text((total * 7) / 16),
      },
    ],
    engine: 'procedural',
    charging: { lines: ENDS.map((end) => ({ end, part: '0', upTo: '0' })), note: null },
    createdAt: ago(0),
    expiresAt: ahead(300_000),
  };
}

export async function makePictures(fake: Fake, one: Generation): Promise<void> {
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
}

export async function confirmPayment(fake: Fake, id: string): Promise<void> {
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
}
