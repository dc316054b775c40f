import { createQuote, type PriceRequest, type Quote } from '../pricing/index.ts';
import type { GenerationRequest } from './generation.ts';
import type { Room } from './room.ts';

export interface AskPrice {
  readonly accountId: string;
  readonly request: PriceRequest;
  /** As in `CreateQuote`. */
  readonly maxCongestion?: string | undefined;
  /** As in `CreateQuote`. */
  readonly mark?: string | null;
}

/**
 * The price of a request at this moment, by the engine that has the model and by the queue as it is. Every quote is made here. Refuses
 * `request_outside_price_book`.
 */
export function askPrice(room: Room, { accountId, request, maxCongestion, mark = null }: AskPrice): Promise<Quote> {
  const engine = room.engines.find((candidate) => candidate.models.some((model) => model.id === request['model']));
  const nowMs = room.clock.nowMs();
  return createQuote(room.database.sql, { accountId, request, engine: engine?.id ?? null, maxCongestion, mark, nowMs });
}

/** What the price of a generation depends on. */
export function priceRequest(request: GenerationRequest): PriceRequest {
  const { operation, model, width, height, steps, images, facts } = request;
  return { ...facts, operation, model, width, height, steps, images, negativePrompt: (request.negativePrompt ?? '') !== '' };
}
