import type { Sql } from '../../database/index.ts';
import { findSameImages } from '../../gallery/index.ts';
import { Problem } from '../../kernel/index.ts';
import { priceNow, requestOutsidePriceBook } from '../../pricing/index.ts';
import { seedMax } from '../check-generation-request.ts';
import { priceRequest } from '../ask-price.ts';
import type { GenerationRequest } from '../generation.ts';
import { batchAdvice, singlesInARow, singlesMin } from './batch-advice.ts';
import { promptAdvice } from './prompt-advice.ts';
import { alreadyMade, madeBefore } from './repeat-advice.ts';
import { readTipSettings, type TipSettings } from './set-tips.ts';
import type { Tip } from './tip.ts';
import { selectEarlierRequests } from './tip-queries.ts';

export interface FindTips {
  readonly accountId: string;
  /** What is about to be made. */
  readonly request: GenerationRequest;
  /** What it is for, where that is said. */
  readonly project?: string | undefined;
  /** Whether the engine makes the same picture again from the same seed. */
  readonly repeats: boolean;
  readonly nowMs: number;
}

export interface FoundTips {
  readonly tips: readonly Tip[];
  readonly settings: TipSettings;
}

/** So far back one remembers what one has asked for. */
const earlierMax = 50;

/**
 * What would save this customer credits on this request, the most useful first. Nothing while tips are off, here or
 * in this project, and nothing that was dismissed.
 * Savings are differences of prices of the book in force. Refuses `request_outside_price_book`.
 */
export async function findTips(sql: Sql, { accountId, request, project, repeats, nowMs }: FindTips): Promise<FoundTips> {
  const settings = await readTipSettings(sql, accountId);
  if (!settings.on || (project !== undefined && settings.offInProjects.includes(project))) return { tips: [], settings };
  const [earlier, [price = 0n]] = await Promise.all([
    selectEarlierRequests(sql, accountId, earlierMax),
    priceNow(sql, [priceRequest(request)], nowMs),
  ]);
  const repeated = repeats ? await repetition(sql, accountId, request, price) : undefined;
  const tips = [
    repeated ?? (request.seed === undefined ? madeBefore(request, earlier) : undefined),
    await batch(sql, request, singlesInARow(request, earlier) + 1, price, nowMs),
    promptAdvice(request.prompt),
  ];
  return { tips: tips.filter((tip) => tip !== undefined).filter(({ code }) => !settings.dismissed.includes(code)), settings };
}

/** `singles` counts this request and those before it: what they cost together is what can be learned for the next. */
async function batch(sql: Sql, request: GenerationRequest, singles: number, price: bigint, nowMs: number): Promise<Tip | undefined> {
  if (singles < singlesMin) return undefined;
  try {
    const [together = 0n] = await priceNow(sql, [priceRequest({ ...request, images: singles })], nowMs);
    return batchAdvice(singles, price, together);
  } catch (error) {
    // More than can be made at once.
    if (error instanceof Problem && error.code === requestOutsidePriceBook.definition.code) return undefined;
    throw error;
  }
}

async function repetition(sql: Sql, accountId: string, request: GenerationRequest, price: bigint): Promise<Tip | undefined> {
  const { seed, prompt, negativePrompt = '', model, width, height, steps, images } = request;
  if (seed === undefined) return undefined;
  const seeds = Array.from({ length: images }, (_, index) => (seed + index) % (seedMax + 1));
  return alreadyMade(seeds, await findSameImages(sql, { accountId, prompt, negativePrompt, model, width, height, steps, seeds }), price);
}
