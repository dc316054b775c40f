import { Problem } from '../../kernel/index.ts';
import type { CompiledBook, CompiledOperation } from '../compiled-book.ts';
import type { Fact } from '../formulas/facts.ts';
import type { PricedFacts } from '../price-request.ts';
import { requestOutsidePriceBook } from '../problems.ts';
import { totalOf } from '../quote.ts';

/** A request that costs less than the one that was quoted. Amounts in micro-credits. */
export interface QuoteAlternative {
  readonly kind: 'smaller_size' | 'fewer_steps' | 'batch';
  readonly detail: string;
  /** The facts that are different, with their values. */
  readonly change: Readonly<Record<string, number>>;
  readonly total: bigint;
  /** By how much it is cheaper; for a batch, than the same pictures one request after the other. */
  readonly saves: bigint;
}

/** In quarters of a side: at three of them a picture still looks much the same. */
const sidesInQuarters = [3, 2];
/** Below this side nobody wants a picture. */
const sideMin = 256;
/** Numbers of steps that people choose. */
const usualSteps = [100, 75, 50, 30, 20];
const batches = [2, 4, 8, 16];

/** Cheaper ways to what was asked for: of each kind the one nearest to it, none where there is none. */
export function findAlternatives(book: CompiledBook, request: PricedFacts, total: bigint): readonly QuoteAlternative[] {
  const operation = book.operations.get(request.operation) ?? book.anyOperation;
  if (operation === undefined || total === 0n) return [];
  const found = [
    smallerSize(book, operation, request, total),
    fewerSteps(book, operation, request, total),
    batch(book, operation, request, total),
  ];
  return found.filter((alternative) => alternative !== undefined);
}

function smallerSize(book: CompiledBook, operation: CompiledOperation, request: PricedFacts, total: bigint): QuoteAlternative | undefined {
  const [width, height] = [whole(request['width']), whole(request['height'])];
  // What goes into other operations is a picture that is there already.
  if (request.operation !== 'generate' || width === undefined || height === undefined || !isPricedBy(operation, 'width')) return undefined;
  for (const quarters of sidesInQuarters) {
    const change = { width: (width * quarters) / 4, height: (height * quarters) / 4 };
    const isOffered = offers(book, 'width', change.width) && offers(book, 'height', change.height);
    if (!isOffered || Math.min(change.width, change.height) < sideMin) continue;
    const less = priceOf(book, request, change);
    if (less === undefined || less >= total) continue;
    const detail = `${change.width}×${change.height} instead of ${width}×${height}`;
    return { kind: 'smaller_size', detail, change, total: less, saves: total - less };
  }
  return undefined;
}

function fewerSteps(book: CompiledBook, operation: CompiledOperation, request: PricedFacts, total: bigint): QuoteAlternative | undefined {
  const asked = whole(request['steps']);
  if (asked === undefined || !isPricedBy(operation, 'steps')) return undefined;
  for (const steps of usualSteps) {
    if (steps >= asked || !offers(book, 'steps', steps)) continue;
    const less = priceOf(book, request, { steps });
    if (less === undefined || less >= total) continue;
    return { kind: 'fewer_steps', detail: `${steps} steps instead of ${asked}`, change: { steps }, total: less, saves: total - less };
  }
  return undefined;
}

/** More pictures at once, where each is cheaper then. */
function batch(book: CompiledBook, operation: CompiledOperation, request: PricedFacts, total: bigint): QuoteAlternative | undefined {
  const asked = request.images;
  if (!isPricedBy(operation, 'images')) return undefined;
  for (const images of batches) {
    if (images <= asked || images % asked !== 0 || !offers(book, 'images', images)) continue;
    const together = priceOf(book, request, { images });
    const apart = total * BigInt(images / asked);
    if (together === undefined || together >= apart) continue;
    const detail = `${images} pictures at once instead of ${images / asked} times ${asked}`;
    return { kind: 'batch', detail, change: { images }, total: together, saves: apart - together };
  }
  return undefined;
}

function priceOf(book: CompiledBook, request: PricedFacts, change: Readonly<Record<string, number>>): bigint | undefined {
  try {
    return totalOf(book, { ...request, ...change });
  } catch (error) {
    if (error instanceof Problem && error.code === requestOutsidePriceBook.definition.code) return undefined;
    throw error;
  }
}

function isPricedBy(operation: CompiledOperation, name: string): boolean {
  return operation.used.some((fact: Fact) => fact.name === name);
}

/** Whether a fact can have this value; a refusal with all that is possible would cost more than the price. */
function offers({ facts }: CompiledBook, name: string, value: number): boolean {
  const fact = facts.get(name);
  if (fact?.kind !== 'number' || fact.whole === undefined) return false;
  const { from, to, step } = fact.whole;
  return value >= from && value <= to && (value - from) % step === 0;
}

function whole(value: boolean | number | string | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
