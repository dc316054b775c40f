import type { GenerationRequest } from '../generation.ts';
import { isSame, type EarlierRequest } from './repeat-advice.ts';
import type { Tip } from './tip.ts';

/** So many single runs in a row are a habit. */
export const singlesMin = 3;
/** A batch that saves less than this part of the price is not worth a word. */
const worthPart = 50n;

/** How many of the newest requests in a row are single pictures of the same as this one. `earlier` is newest first. */
export function singlesInARow(request: GenerationRequest, earlier: readonly EarlierRequest[]): number {
  if (request.images !== 1) return 0;
  const end = earlier.findIndex((one) => one.images !== 1 || !isSame(one, request));
  return end === -1 ? earlier.length : end;
}

/**
 * The suggestion to make pictures at once that are made one by one: pure. `priceOfOne` and `priceOfAll` are those of the price book in force
 * for one picture and for `count` at once. Nothing where a batch is not cheaper.
 */
export function batchAdvice(count: number, priceOfOne: bigint, priceOfAll: bigint): Tip | undefined {
  const singly = priceOfOne * BigInt(count);
  const saves = singly - priceOfAll;
  if (count <= 1 || saves <= 0n || saves * worthPart < singly) return undefined;
  return {
    code: 'batch',
    text: `You are making pictures of the same settings one by one. ${String(count)} at once cost less than ${String(count)} times one.`,
    saves,
    generationId: null,
    imageId: null,
  };
}
