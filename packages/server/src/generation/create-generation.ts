import { randomInt } from 'node:crypto';
import { appendEvents } from '../database/index.ts';
import { contentHash, derivedId, idempotencyKeyReused, Problem } from '../kernel/index.ts';
import { holdIdUsed, insufficientCredits } from '../ledger/index.ts';
import { keepQuote, pricePerImage, requireOpenQuote, type Quote } from '../pricing/index.ts';
import { askPrice, priceRequest } from './ask-price.ts';
import { checkGenerationRequest, seedMax } from './check-generation-request.ts';
import type { Generation, GenerationRequest, KeptRequest } from './generation.ts';
import { queueFull } from './problems.ts';
import { countQueued, insertGeneration, selectGeneration, type NewGeneration } from './queries.ts';
import { readGeneration } from './read-generation.ts';
import type { Room } from './room.ts';

export interface CreateGeneration {
  readonly accountId: string;
  readonly request: GenerationRequest;
  /** A quote of this very request; without one the price of this moment counts. */
  readonly quoteId?: string | undefined;
  /**
   * The highest factor of the queue to pay, as decimal text: where it is above that, the generation waits, with a hold at the price of
   * this factor.
   */
  readonly maxCongestion?: string | undefined;
  /** 1..128 visible ASCII characters, unique in the account for each generation that is meant. */
  readonly idempotencyKey: string;
  /** Who asks, when a program does: the credits are counted as used by that key. */
  readonly apiKeyId?: string | null | undefined;
  /** What it is for: their budgets count it. */
  readonly projectId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Whether the reserve may be used too. */
  readonly useReserve?: boolean | undefined;
}

export interface CreatedGeneration {
  readonly generation: Generation;
  /** True when the key was known, and this is what it made the first time. */
  readonly replayed: boolean;
}

/** Uncompressed, what a picture and its thumbnail can take at the very most. */
const bytesPerPixelMax = 5;
const queueRetrySeconds = 15;

/**
 * Holds the price and queues the work, in one transaction. Refuses `invalid_generation_request`, `request_outside_price_book`,
 * `quote_not_found`, `quote_expired`, `quote_mismatch`, `idempotency_key_reused`, `storage_full`, `queue_full`, `budget_exceeded`, and
 * `insufficient_credits` with `required`, `available` and `topUpUrl`.
 */
export async function createGeneration(room: Room, command: CreateGeneration): Promise<CreatedGeneration> {
  const { accountId, request, quoteId, maxCongestion, idempotencyKey, projectId, sessionId, useReserve = false } = command;
  const key = { accountId, id: derivedId('gen', accountId, idempotencyKey) };
  const asked = { quoteId: quoteId ?? null, projectId: projectId ?? null, sessionId: sessionId ?? null, useReserve };
  const hash = contentHash({ request, ...asked, maxCongestion: maxCongestion ?? null });
  const known = await replay(room, key, hash, idempotencyKey);
  if (known !== undefined) return known;

  const engine = checkGenerationRequest(room.engines, request);
  const nowMs = room.clock.nowMs();
  const priced = priceRequest(request);
  const quote =
    quoteId === undefined
      ? await askPrice(room, { accountId, request: priced, maxCongestion })
      : await requireOpenQuote(room.database.sql, { accountId, quoteId, request: priced, maxCongestion, nowMs });
  await room.store.requireRoom(request.width * request.height * bytesPerPixelMax * request.images);

  const kept = keepRequest(request);
  const bounds = pricePerImage({ total: quote.upperBound, request: quote.request });
  const made: NewGeneration = {
    ...key,
    contentHash: hash,
    request: kept,
    engine: engine.id,
    procedural: engine.procedural,
    quoteId: quote.id,
    // One hold for each generation, under its name: what is held for pictures ends by making them, and by nothing else.
    holdId: key.id,
    quoted: quote.total,
    upperBound: quote.upperBound,
    charging: quote.charging,
    createdAtMs: nowMs,
    waits:
      quote.waits && quote.maxCongestion !== null
        ? { maxCongestion: quote.maxCongestion, untilMs: nowMs + room.settings.priceWaitMs }
        : undefined,
    pictures: pricePerImage(quote).map((share, index) => ({
      share,
      bound: bounds[index] ?? share,
      seed: (kept.seed + index) % (seedMax + 1),
    })),
  };
  try {
    const isNew = await holdAndQueue(room, made, quote, command);
    return { generation: await readGeneration(room, key), replayed: !isNew };
  } catch (error) {
    // The same key at the same moment: the other one was first.
    const first = isTaken(error) ? await replay(room, key, hash, idempotencyKey) : undefined;
    if (first !== undefined) return first;
    throw withTopUp(error, room.settings.topUpUrl);
  }
}

/** `false` where the very same hold was made at the same moment, and this is its answer. */
async function holdAndQueue(room: Room, made: NewGeneration, quote: Quote, command: CreateGeneration): Promise<boolean> {
  const { projectId, sessionId, apiKeyId, useReserve } = command;
  const { accountId, id, holdId } = made;
  const { queuedMax, holdTimeoutMs } = room.settings;
  let isNew = false;
  await room.ledger.hold(
    {
      // With another quote it is another attempt: after a refusal and a top-up, the same key may be tried again. So it is from another
      // program, for which the credits would be counted.
      id: derivedId('cmd', id, 'hold', quote.id, apiKeyId ?? ''),
      accountId,
      holdId,
      // Of an estimate the most that it may cost; what is not needed comes back.
      amount: quote.upperBound,
      timeoutMs: holdTimeoutMs,
      reference: { type: 'generation', id },
      memo: describe(made.request),
      usage: { model: made.request.model, operation: made.request.operation, apiKeyId: apiKeyId ?? undefined, projectId, sessionId },
      useReserve,
    },
    {
      alongside: async (tx) => {
        if ((await countQueued(tx, accountId)) >= queuedMax) {
          throw queueFull(`${queuedMax} of your generations are waiting already. Try again when some are done; nothing was charged.`, {
            queuedMax,
            retryAfterSeconds: queueRetrySeconds,
          });
        }
        isNew = true;
        await keepQuote(tx, quote);
        await insertGeneration(tx, made);
        await appendEvents(tx, [
          {
            accountId,
            topic: 'generation.changed',
            payload: { generationId: id, status: made.waits === undefined ? 'queued' : 'waiting' },
          },
        ]);
      },
    },
  );
  return isNew;
}

async function replay(
  room: Room,
  key: { readonly accountId: string; readonly id: string },
  hash: string,
  idempotencyKey: string,
): Promise<CreatedGeneration | undefined> {
  const row = await selectGeneration(room.database.sql, key);
  if (row === undefined) return undefined;
  if (row.content_hash !== hash) {
    throw idempotencyKeyReused('This idempotency key stands for another request already. Use a new key for a new generation.', {
      idempotencyKey,
      generationId: key.id,
    });
  }
  return { generation: await readGeneration(room, key), replayed: true };
}

function keepRequest(request: GenerationRequest): KeptRequest {
  const { operation, prompt, model, width, height, steps, images } = request;
  const seed = request.seed ?? randomInt(seedMax + 1);
  const kept = { operation, prompt, negativePrompt: request.negativePrompt ?? '', model, width, height, steps, images, seed };
  return request.facts === undefined ? kept : { ...kept, facts: request.facts };
}

function describe({ images, width, height, steps }: KeptRequest): string {
  return `${images === 1 ? '1 picture' : `${images} pictures`} ${width}×${height}, ${steps} steps`;
}

function isTaken(error: unknown): boolean {
  return error instanceof Problem && [holdIdUsed.definition.code, 'command_id_reused'].includes(error.code);
}

function withTopUp(error: unknown, topUpUrl: string): unknown {
  if (!(error instanceof Problem) || error.code !== insufficientCredits.definition.code) return error;
  return insufficientCredits(error.detail, { ...error.extras, topUpUrl }, { cause: error });
}
